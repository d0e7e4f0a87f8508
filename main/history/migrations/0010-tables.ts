/**
 * The first tables. Why they are as they are:
 * - `events` is ordered by `id` and has few indexes, each of which grows at its end or is small, so that a flood
 *   rewrites few pages. Words that are configured (servers, rules, drivers) and closed sets are stored as numbers.
 * - `keys` finds an event by a hash of its server and key; the writer fills it in sorted runs (`keys_folded`).
 * - `search` holds no text of its own: `search_rows` says what is indexed of a row, and a changed row is indexed
 *   anew from it. A facet is one private-use character: its number. It is in no prefix index for it is too short,
 *   and no text can be taken for it, for it has a column of its own.
 * - `seen_marks`: everything up to `upto` was seen at `at` unless the row says otherwise.
 * - `eras`: an era ends where the clock was set back; within one, `received_at` grows.
 */
export const sql = `
CREATE TABLE words(code INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);

CREATE TABLE state(
  one INTEGER PRIMARY KEY CHECK (one = 1),
  last_id INTEGER NOT NULL,
  streams INTEGER NOT NULL,
  others INTEGER NOT NULL,
  latest_at INTEGER NOT NULL,
  keys_folded INTEGER NOT NULL,
  key_seed INTEGER NOT NULL
);
INSERT INTO state VALUES (1, 0, 0, 0, 0, 0, abs(random() % 2147483647));

CREATE TABLE events(
  id INTEGER PRIMARY KEY,
  stream INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  seen_at INTEGER,
  outcome INTEGER NOT NULL,
  reason INTEGER,
  server INTEGER NOT NULL,
  severity INTEGER NOT NULL,
  attention INTEGER NOT NULL,
  thread INTEGER,
  kind INTEGER NOT NULL,
  phase INTEGER,
  via INTEGER NOT NULL,
  rule INTEGER,
  driver INTEGER,
  server_name INTEGER NOT NULL,
  protocol INTEGER NOT NULL,
  occurred_at INTEGER NOT NULL,
  repeats INTEGER NOT NULL DEFAULT 0,
  key TEXT NOT NULL,
  topic TEXT NOT NULL,
  level TEXT,
  subject_type TEXT,
  subject_id TEXT,
  subject_name TEXT,
  alert TEXT,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  url TEXT
);
CREATE INDEX events_by_budget ON events(stream);
CREATE INDEX events_by_thread ON events(thread) WHERE thread IS NOT NULL;
CREATE INDEX events_pending ON events(id) WHERE outcome = 1;
CREATE INDEX events_merged ON events(server) WHERE outcome = 3 AND reason IN (1, 7);
CREATE INDEX events_attention ON events(id) WHERE attention = 1 AND seen_at IS NULL;
CREATE INDEX events_seen ON events(id) WHERE seen_at IS NOT NULL;

CREATE TABLE payloads(id INTEGER PRIMARY KEY, payload TEXT NOT NULL);

CREATE TABLE keys(hash INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (hash, id)) WITHOUT ROWID;

CREATE TABLE alerts(
  id INTEGER PRIMARY KEY,
  server INTEGER NOT NULL,
  key TEXT NOT NULL,
  closed_at INTEGER,
  first_event INTEGER,
  last_event INTEGER,
  gone_at INTEGER,
  record TEXT NOT NULL,
  UNIQUE (server, key)
);
CREATE INDEX alerts_open ON alerts(id) WHERE closed_at IS NULL;
CREATE INDEX alerts_gone ON alerts(gone_at) WHERE gone_at IS NOT NULL;

CREATE TABLE owed(server INTEGER PRIMARY KEY, first_id INTEGER NOT NULL);
CREATE TABLE known_until(server INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE seen_marks(upto INTEGER PRIMARY KEY, at INTEGER NOT NULL);
CREATE TABLE eras(first_id INTEGER PRIMARY KEY);

CREATE VIEW search_rows AS SELECT
  id, title, body, coalesce(subject_name || ' ', '') || coalesce(subject_id, '') AS subject, topic,
  char(983040 + server, 32, 57344 + kind, 32, 57600 + coalesce(phase, 0), 32, 57856 + outcome, 32, 58112 + stream, 32)
    || substr(char(58369, 32, 58370, 32, 58371, 32, 58372), 1, 2 * severity) AS facets
FROM events;

CREATE VIRTUAL TABLE search USING fts5(
  title, body, subject, topic, facets,
  content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2 3'
);
INSERT INTO search(search, rank) VALUES ('pgsz', 8000);
INSERT INTO search(search, rank) VALUES ('automerge', 16);
INSERT INTO search(search, rank) VALUES ('crisismerge', 64);
`;
