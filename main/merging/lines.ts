import type { Told } from './tally.ts';

/** Where the toasts of an alert stand: one after the other, each in the place of the one before. */
export function lineOf(server: string, alert: string): string {
  return `${server}\0${alert}`;
}

/** What of an event says where its toast stands. */
interface Placed {
  readonly server: string;
  readonly alert: string | null;
  readonly key: string;
}

/** Where the toast of an event stands: with its alert, or by itself. */
export function lineOfEvent({ server, alert, key }: Placed): string {
  return alert === null ? `${server}\0\0${key}` : lineOf(server, alert);
}

/** Where the toast of an event stands once it is shown: where it was told to stay, else at its own line. */
export function lineOfEntry({ event, told }: { readonly event: Placed; readonly told: Told | null }): string {
  return told?.stays ? told.line : lineOfEvent(event);
}
