import type { ExportFormat } from '../api.ts';

/** The name of a file of events: `tocsin-2026-11-20-1402.csv`; local time. */
export function exportFileName(format: ExportFormat, at: number): string {
  const date = new Date(at);
  const [month, day, hours, minutes] = [date.getMonth() + 1, date.getDate(), date.getHours(), date.getMinutes()].map(
    (part) => String(part).padStart(2, '0'),
  );
  return `tocsin-${date.getFullYear()}-${month}-${day}-${hours}${minutes}.${format}`;
}
