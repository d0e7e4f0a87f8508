/** `failures`: why the toast of an event could not be shown, as the driver said it: a cause as JSON. */
export const sql = `
CREATE TABLE failures(id INTEGER PRIMARY KEY, why TEXT NOT NULL);
`;
