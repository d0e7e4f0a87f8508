/**
 * `passed`: the alert came and went unseen, and is listed until it is seen. A column of its own, for what closed before
 * it was there has been forgotten, whatever its record says. In the order of the events that closed them.
 */
export const sql = `
ALTER TABLE alerts ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alerts_passed ON alerts(last_event) WHERE passed = 1;
`;
