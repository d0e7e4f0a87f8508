import { type Alert, covers, type Snooze, type SnoozeTarget } from '../../preload/contract/api.ts';
import { overviewScreen, pauseText, plain, snoozeText, subjectText } from '../../preload/contract/texts/index.ts';
import { markSeen } from '../marking.ts';
import { snoozeUntil } from '../snoozing.ts';
import type { Store } from '../store.ts';

const hourMs = 3_600_000;

/** Something that can be done, as a menu names it. */
export interface Choice {
  readonly label: string;
  readonly run: () => void;
}

/** Shows the alert's last event in the history, with its detail. */
export function openAlert(store: Store, { lastEvent }: Alert): void {
  // It is not stored yet: a moment later it is.
  if (lastEvent === 0) return;
  store.go({ screen: 'history', filter: { streams: false }, event: lastEvent, server: null });
}

export async function seeAlert(store: Store, alert: Alert): Promise<void> {
  await markSeen(store, { ids: [alert.lastEvent] }, overviewScreen.marked(nameOf(alert)));
}

/** Closes the alert here, which can be undone for a while. */
export async function closeHere(store: Store, alert: Alert): Promise<void> {
  const { server, key } = alert;
  if (!(await store.run('alerts.close', { server, key }))) return;
  store.say(overviewScreen.closedHere(nameOf(alert)), () => void reopen(store, alert));
}

async function reopen(store: Store, alert: Alert): Promise<void> {
  const answer = await store.command('alerts.reopen', { server: alert.server, key: alert.key });
  if (answer?.reopened === false) store.say(overviewScreen.notReopened(nameOf(alert)));
}

/** For how long an alert, what it is about, or its server can be snoozed. */
export function snoozeChoices(store: Store, alert: Alert, now: number): readonly Choice[] {
  const { server, key, subject, serverName } = alert;
  const name = nameOf(alert);
  const choice = (label: string, what: SnoozeTarget, named: string, until: number | null): Choice => ({
    label,
    run: () => void snooze(store, { what, name: named, until }),
  });
  const all = (what: SnoozeTarget, named: string) => [
    choice(overviewScreen.allFor1h(named), what, named, now + hourMs),
    choice(overviewScreen.allUntilChange(named), what, named, null),
  ];
  const only: SnoozeTarget = { type: 'alert', server, key };
  return [
    choice(overviewScreen.for1h, only, name, now + hourMs),
    choice(overviewScreen.for4h, only, name, now + 4 * hourMs),
    choice(pauseText('tomorrow', now), only, name, snoozeUntil('tomorrow', now)),
    choice(overviewScreen.untilChange, only, name, null),
    ...(subject === null || subject.id === null
      ? []
      : all({ type: 'subject', server, subjectType: subject.type, subjectId: subject.id }, name)),
    ...all({ type: 'server', server }, plain(serverName)),
  ];
}

async function snooze(store: Store, { what, name, until }: Pick<Snooze, 'what' | 'name' | 'until'>): Promise<void> {
  const done = await store.run('snooze', until === null ? { what, untilChange: true } : { what, until });
  if (!done) return;
  store.say(
    `${overviewScreen.snoozed(snoozeText({ name, until }, Date.now()))}.`,
    () => void store.run('unsnooze', { what }),
  );
}

/** The snooze that holds an alert back; null: none does. */
export function snoozeOf({ server, key, subject }: Alert, snoozes: readonly Snooze[]): Snooze | null {
  return snoozes.find(({ what }) => covers(what, { server, alert: key, subject })) ?? null;
}

export function nameOf(alert: Alert): string {
  return plain(subjectText(alert));
}
