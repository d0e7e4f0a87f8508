/** `ours`: which words of an event are its adapter's own, as a number of `ourWordsCodes`; null: all are the server's. */
export const sql = `
ALTER TABLE events ADD COLUMN ours INTEGER;
`;
