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
