/** `told_with`: which toast that stood already an event went into, as a number of `toldWithCodes`; null: into none. */
export const sql = `
ALTER TABLE events ADD COLUMN told_with INTEGER;
`;
