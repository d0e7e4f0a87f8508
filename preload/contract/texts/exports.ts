import type { ExportFormat } from '../api.ts';
import { isoText } from './time.ts';

/** The name of a file of events: `tocsin-2026-11-20-1402.csv`; local time. */
export function exportFileName(format: ExportFormat, at: number): string {
  return `tocsin-${isoText(at).replace(' ', '-').replace(':', '')}.${format}`;
}
