/** `unwatched`: the alert was closed because nobody watched its server any more, who may do so again. */
export const sql = `
ALTER TABLE alerts ADD COLUMN unwatched INTEGER NOT NULL DEFAULT 0;
CREATE INDEX alerts_unwatched ON alerts(id) WHERE unwatched = 1;
`;
