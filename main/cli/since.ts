const units: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };
const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

/**
 * A moment as a person gives it: ISO 8601 (without a zone it is local time, a date alone its beginning), epoch ms, or
 * how long ago (`90s`, `15m`, `2h`, `7d`, `1w`). Epoch ms; null when it is none of them.
 */
export function sinceOf(text: string, now: number): number | null {
  const ago = /^(\d{1,6})([smhdw])$/.exec(text);
  if (ago !== null) return now - Number(ago[1]) * (units[ago[2] ?? ''] ?? 0);
  // Fewer digits are seconds, which nobody means who counts in ms.
  if (/^\d{12,15}$/.test(text)) return Number(text);
  if (!iso.test(text) || !isDay(text.slice(0, 10))) return null;
  const at = Date.parse(text.length === 10 ? `${text}T00:00` : text);
  return Number.isNaN(at) ? null : at;
}

/** Of the 31st of February a `Date` makes a day in March. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
