import type { Database } from './database.ts';
import type { StandingToast } from './history.ts';
import type { PackedAlert } from './packing.ts';

/** The table of alerts as the writer uses it. */
export interface AlertTable {
  /** Stores an alert as it is now; its id. `base` is the id of the first event of the alert's batch. */
  save(alert: PackedAlert, server: number, base: number): number | null;
  /** Which toast stands for a stored alert; nothing of its record changes but that. */
  toasted(server: number, key: string, toast: StandingToast | null): void;
  /** The id of a stored alert, else null. */
  idOf(server: number, key: string): number | null;
  /** Forgets the ids it knows: a transaction has failed, or alerts were removed. */
  forget(): void;
}

/** A plant has some thousand alerts that change by turns; an id that is known spares the look into the index. */
const knownAtMost = 50_000;

/** Prepares its statements; the tables must be there. */
export function openAlertTable(database: Database): AlertTable {
  const insert = database.prepare(`
    INSERT INTO alerts(server, key, closed_at, passed, unwatched, first_event, last_event, record)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (server, key) DO NOTHING`);
  const rewrite = database.prepare(
    'UPDATE alerts SET closed_at = ?, passed = ?, unwatched = ?, record = ? WHERE id = ?',
  );
  const update = database.prepare(`
    UPDATE alerts SET closed_at = ?, passed = ?, unwatched = ?, record = ?, first_event = coalesce(?, first_event), last_event = ?,
      gone_at = NULL
    WHERE id = ?`);
  // Most alerts that change are open and stay open: what says that is left alone, for it is indexed.
  const goOn = database.prepare(`
    UPDATE alerts SET record = ?, last_event = ?
    WHERE id = ? AND closed_at IS NULL AND passed = 0 AND gone_at IS NULL`);
  const stand = database.prepare(
    `UPDATE alerts SET record = json_set(record, '$.toast', json(?)) WHERE server = ? AND key = ?`,
  );
  const select = database.prepare<{ id: number }>('SELECT id FROM alerts WHERE server = ? AND key = ?');
  const ids = new Map<string, number>();

  function know(place: string, id: number): number {
    if (ids.size >= knownAtMost) ids.clear();
    ids.set(place, id);
    return id;
  }
  function idAt(place: string, server: number, key: string): number | null {
    const known = ids.get(place);
    if (known !== undefined) return known;
    const id = select.get(server, key)?.id ?? null;
    return id === null ? null : know(place, id);
  }
  return {
    save(alert, server, base) {
      const { key, closedAt, passed, unwatched, record } = alert;
      const first = alert.first === null ? null : base + alert.first;
      const last = alert.last === null ? first : base + alert.last;
      const place = placeOf(server, key);
      if (!ids.has(place)) {
        // Most alerts that are not known yet are new, so that is tried before they are looked for.
        const { changes, lastInsertRowid } = insert.run(server, key, closedAt, passed, unwatched, first, last, record);
        if (changes > 0) return know(place, Number(lastInsertRowid));
      }
      const id = idAt(place, server, key);
      if (last === null) rewrite.run(closedAt, passed, unwatched, record, id);
      else if (closedAt !== null || first !== null || goOn.run(record, last, id).changes === 0) {
        update.run(closedAt, passed, unwatched, record, first, last, id);
      }
      return id;
    },
    toasted: (server, key, toast) => void stand.run(JSON.stringify(toast), server, key),
    idOf: (server, key) => idAt(placeOf(server, key), server, key),
    forget: () => ids.clear(),
  };
}

/** Joined into a text of its own: a part of another one, as a key comes, keeps all of the batch's text in memory. */
function placeOf(server: number, key: string): string {
  return [server, key].join('\0');
}
