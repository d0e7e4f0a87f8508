import { type Severity, severities } from '../api.ts';
import { locale, thousandsSign, words } from './language.ts';
import { severityWord } from './words.ts';

export const english = {
  ofSeverity: (count: number, severity: Severity) => `${count} ${severityWord(severity).toLowerCase()}`,
};
const text = words('counts', english);

const mostOnBadge = 999;
const fromWorst = severities.toReversed();

/** `5,000`, of a whole number. Not by `Intl`: a window that opens would wait for what that reads to begin with. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(?:\d{3})+$)/g, thousandsSign());
}

/** What has room on a badge: `999+` for all that is more. */
export function badgeText({ count, more }: { readonly count: number; readonly more: boolean }): string {
  return more || count > mostOnBadge ? `${mostOnBadge}+` : String(count);
}

/** `2 critical, 3 error`, worst first; empty when there is none. */
export function countsText(counts: Readonly<Record<Severity, number>>): string {
  return fromWorst
    .filter((severity) => counts[severity] > 0)
    .map((severity) => text.ofSeverity(counts[severity], severity))
    .join(', ');
}

/** `3.4`, with one digit behind the point. */
export function decimalText(number: number): string {
  return number.toLocaleString(locale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
