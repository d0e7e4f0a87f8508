/** How many events each rule decided in each hour (`received_at` / 3,600,000): counted as they come, never from the rows. */
export const sql = `
CREATE TABLE rule_hours(
  hour INTEGER NOT NULL,
  rule INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (hour, rule)
) WITHOUT ROWID;
`;
