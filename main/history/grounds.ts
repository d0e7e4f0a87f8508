import { type Cause, type Count, type Grounds, noGrounds } from '../../preload/contract/api.ts';
import { kindCodes, outcomeCodes, phaseCodes, reasonCodes, toldWithCodes, viaCodes } from './codes.ts';
import type { Database } from './database.ts';

interface Subject {
  readonly id: number;
  readonly server: number;
  readonly outcome: number;
  readonly reason: number | null;
  readonly via: number;
  readonly kind: number;
  readonly received_at: number;
  readonly told_with: number | null;
}

type Neighbour = Pick<Subject, 'server' | 'outcome' | 'reason' | 'received_at'>;

const countedAtMost = 1_000;
/** What is read after a gap goes in one, so that more rows than this lie between no event and the end of its gap. */
const gapWithin = 50_000;
const merged = outcomeCodes.code('merged');
const [storm, catchUp, firstLook] = [
  reasonCodes.code('storm'),
  reasonCodes.code('catch-up'),
  reasonCodes.code('first-look'),
];
const hushed = [reasonCodes.code('paused'), reasonCodes.code('snoozed'), reasonCodes.code('quiet-hours')];

/** Finds out of the rows around an event how it was told. */
export function groundsReader(database: Database): (id: number, calmMs: number) => Omit<Grounds, 'heldBack'> {
  const subject = database.prepare<Subject>(
    'SELECT id, server, outcome, reason, via, kind, received_at, told_with FROM events WHERE id = ?',
  );
  // The words of the partial index, so that it is taken.
  const inStorm = `FROM events WHERE outcome = ${merged} AND reason IN (${catchUp}, ${storm}) AND reason = ${storm}
    AND told_with IS NULL AND server = ?`;
  const stormBefore = database.prepare<{ received_at: number }>(
    `SELECT received_at ${inStorm} AND id < ? ORDER BY id DESC LIMIT ${countedAtMost + 1}`,
  );
  const stormAfter = database.prepare<{ received_at: number }>(
    `SELECT received_at ${inStorm} AND id > ? ORDER BY id LIMIT ${countedAtMost + 1}`,
  );
  const before = database.prepare<Neighbour>(
    `SELECT server, outcome, reason, received_at FROM events WHERE id < ? ORDER BY id DESC LIMIT ${countedAtMost + 1}`,
  );
  const after = database.prepare<Neighbour>(
    `SELECT server, outcome, reason, received_at FROM events WHERE id > ? ORDER BY id LIMIT ${countedAtMost + 1}`,
  );
  const back = database.prepare<{ payload: string }>(
    `SELECT p.payload FROM events AS e JOIN payloads AS p ON p.id = e.id
     WHERE e.id BETWEEN ? AND ? AND e.server = ? AND e.protocol = (SELECT code FROM words WHERE word = 'tocsin')
       AND e.kind = ${kindCodes.code('connection')} AND e.phase = ${phaseCodes.code('closed')} ORDER BY e.id LIMIT 1`,
  );
  const owed = database.prepare('SELECT 1 FROM held_back WHERE id = ? LIMIT 1');
  const failure = database.prepare<{ why: string }>('SELECT why FROM failures WHERE id = ?');

  function othersOf(row: Subject, calmMs: number): Count | null {
    if (row.outcome !== merged || row.told_with !== null) return null;
    if (row.reason === storm) {
      const around = [stormBefore.all(row.server, row.id), stormAfter.all(row.server, row.id)];
      return countOf(around.map((rows) => withoutPause(rows, row.received_at, calmMs)));
    }
    // The word that the server is back came by itself.
    if ((row.reason !== catchUp && row.reason !== firstLook) || row.via !== viaCodes.code('catch-up')) return null;
    const together = ({ server, received_at }: Neighbour) => server === row.server && received_at === row.received_at;
    const around = [before.all(row.id), after.all(row.id)].map((rows) => {
      const end = rows.findIndex((each) => !together(each));
      return (end < 0 ? rows : rows.slice(0, end)).filter(({ outcome }) => outcome === merged).length;
    });
    return countOf(around);
  }

  /** Our own event about the gap follows what was read after it. */
  function gapOf(row: Subject): Grounds['gap'] {
    if (row.reason !== catchUp) return null;
    const found = back.get(row.id, row.id + gapWithin, row.server);
    if (found === undefined) return null;
    const { from, to } = JSON.parse(found.payload) as Partial<NonNullable<Grounds['gap']>>;
    // One that ended later is another one.
    return from === undefined || to === undefined || to > row.received_at ? null : { from, to };
  }

  return (id, calmMs) => {
    const row = subject.get(id);
    if (row === undefined) return noGrounds;
    const why = failure.get(id)?.why;
    return {
      owed: hushed.some((code) => code === row.reason) && owed.get(id) !== undefined,
      others: othersOf(row, calmMs),
      toldWith: row.told_with === null ? null : toldWithCodes.name(row.told_with),
      gap: gapOf(row),
      failure: why === undefined ? null : (JSON.parse(why) as Cause),
    };
  };
}

/** How many, counted from an event away, came before one was missing for so long. */
function withoutPause(rows: readonly { readonly received_at: number }[], from: number, calmMs: number): number {
  let last = from;
  const end = rows.findIndex(({ received_at }) => {
    const apart = Math.abs(received_at - last);
    last = received_at;
    return apart > calmMs;
  });
  return end < 0 ? rows.length : end;
}

function countOf(counts: readonly number[]): Count {
  const count = counts.reduce((sum, each) => sum + each, 0);
  return { count: Math.min(count, countedAtMost), more: count > countedAtMost };
}
