/**
 * `held_back`: events that a pause, quiet hours or a snooze held back, until the summary that they are to be told in was
 * shown. Written in the transaction of the event itself, so that a power cut loses none.
 */
export const sql = `
CREATE TABLE held_back(summary TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (summary, id)) WITHOUT ROWID;
`;
