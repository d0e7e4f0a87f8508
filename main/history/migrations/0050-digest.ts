/**
 * `digest_quarters`: how many events came in each quarter of an hour (`received_at` / 900,000), by severity and by what
 * became of them; streams are not counted. Quarters, for that is the grain of time zones: days and hours of every zone
 * are made of them. What is there already is counted once, as far as a digest reaches, and at most so many rows that no
 * start waits long for it.
 */
export const sql = `
CREATE TABLE digest_quarters(
  quarter INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  outcome INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (quarter, severity, outcome)
) WITHOUT ROWID;
INSERT INTO digest_quarters
  SELECT received_at / 900000, severity, outcome, count(*) FROM events
  WHERE id > (SELECT last_id FROM state) - 250000 AND stream = 0
    AND received_at >= (CAST(strftime('%s', 'now') AS INTEGER) - 7 * 86400) * 1000
  GROUP BY 1, 2, 3;
`;
