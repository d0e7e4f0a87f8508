import type { Entry } from './judge.ts';

/** Where the toasts of an alert stand: one after the other, each in the place of the one before. */
export function lineOf(server: string, alert: string): string {
  return `${server}\0${alert}`;
}

/** Where the toast of an event stands: with its alert, or by itself. */
export function lineOfEvent({
  server,
  alert,
  key,
}: {
  readonly server: string;
  readonly alert: string | null;
  readonly key: string;
}): string {
  return alert === null ? `${server}\0\0${key}` : lineOf(server, alert);
}

/** Where the toast of an event stands once it is shown: where it was told to stay, else at its own line. */
export function lineOfEntry({ event, told }: Pick<Entry, 'event' | 'told'>): string {
  return told?.stays ? told.line : lineOfEvent(event);
}
