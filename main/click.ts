import type { EventRow } from '../preload/contract/api.ts';

/** The page of its server that an event leads to; null: it has none that may be opened. */
export function serverPage(row: Pick<EventRow, 'url'> | undefined): string | null {
  const url = row?.url ?? null;
  return url !== null && URL.canParse(url) && new URL(url).protocol === 'https:' ? url : null;
}
