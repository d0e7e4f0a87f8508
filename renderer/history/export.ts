import type { CommandResult, ExportFormat, ExportInput } from '../../preload/contract/api.ts';
import { exportFileName, historyScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { handOver } from '../ui/hand-over.ts';
import { countRecords } from './records.ts';

/** What came is handed over in parts of this size: the browser keeps them out of the page's memory. */
const partBytes = 8_000_000;

/** Writes the events of the filter, or those that were selected, into a file; says what came of it. */
export async function exportEvents(store: Store, format: ExportFormat): Promise<void> {
  const chosen = [...store.selection.value.rows.keys()];
  const input: ExportInput =
    chosen.length === 0 ? { format, filter: store.place.value.filter } : { format, ids: chosen };
  const ending = new AbortController();
  const name = exportFileName(format, Date.now());
  store.exporting.value = { rows: 0, total: null, cancel: () => ending.abort() };
  try {
    const done = store.host === 'serve' ? await fetched(store, input, name, ending) : await kept(store, input, ending);
    if (done !== null) store.say(historyScreen.exportedTo(done.rows, done.file));
    else if (ending.signal.aborted) store.say(historyScreen.cancelled);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    store.say(ending.signal.aborted ? historyScreen.cancelled : historyScreen.exportFailed(why));
  } finally {
    store.exporting.value = null;
  }
}

type Kept = CommandResult<'history.export'>;

/** The host writes the file. */
async function kept(store: Store, input: ExportInput, ending: AbortController): Promise<Kept> {
  ending.signal.addEventListener('abort', () => void store.run('history.cancel-export', {}));
  return store.command('history.export', input);
}

/** The browser keeps the file: it comes over http, and is complete before it is handed over. */
async function fetched(store: Store, input: ExportInput, name: string, { signal }: AbortController): Promise<Kept> {
  const response = await store.download(input, signal);
  if (!response.ok || response.body === null) throw new Error((await response.text()).trim().replace(/\.$/, ''));
  const total = Number(response.headers.get('x-tocsin-rows'));
  const count = countRecords(input.format);
  let whole = new Blob();
  let parts: Uint8Array<ArrayBuffer>[] = [];
  let waiting = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    waiting += value.length;
    if (waiting > partBytes) {
      whole = new Blob([whole, ...parts]);
      parts = [];
      waiting = 0;
    }
    const { exporting } = store;
    if (exporting.value !== null) exporting.value = { ...exporting.value, rows: Math.min(total, count(value)), total };
  }
  handOver(new Blob([whole, ...parts], { type: response.headers.get('content-type') ?? '' }), name);
  return { file: name, rows: total };
}
