import { historyScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { Dropdown } from '../ui/dropdown.tsx';
import { exportEvents } from './export.ts';

/** Events as a file: of the filter, or those that were selected. */
export function ExportMenu({ store }: { readonly store: Store }) {
  const begin = (close: () => void, format: 'csv' | 'json') => {
    close();
    void exportEvents(store, format);
  };
  return (
    <Dropdown label={historyScreen.export} name={historyScreen.export} idle={store.exporting.value !== null}>
      {(close) => (
        <>
          <button type="button" onClick={() => begin(close, 'csv')}>
            {historyScreen.asCsv}
          </button>
          <button type="button" onClick={() => begin(close, 'json')}>
            {historyScreen.asJson}
          </button>
        </>
      )}
    </Dropdown>
  );
}

/** How far the export is, and its end. */
export function ExportProgress({ store }: { readonly store: Store }) {
  const running = store.exporting.value;
  if (running === null) return null;
  const { rows, total, cancel } = running;
  const share = total === null || total === 0 ? undefined : rows / total;
  return (
    <span class="exporting">
      <progress aria-label={historyScreen.export} value={share} />
      <span>{total === null ? historyScreen.counting : historyScreen.exported(rows, total)}</span>
      <button type="button" class="link" onClick={cancel}>
        {historyScreen.cancel}
      </button>
    </span>
  );
}
