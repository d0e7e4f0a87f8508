import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ToastReply } from '../../main/toasts/driver.ts';
import { type Desk, openDesk } from '../desk.ts';
import { type Saymon, startSaymon } from '../servers/saymon.ts';
import { ScriptedDriver } from '../toasting.ts';
import { until } from '../until.ts';

/** A desk with a notification daemon of which a test can say what the user does. */
interface Seat extends Desk {
  readonly driver: ScriptedDriver;
  readonly reply: (reply: ToastReply) => void;
}

let directory: string;
let saymon: Saymon;
const seats: Desk[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-acknowledging-'));
  saymon = await startSaymon({ sessions: ['session-1', 'session-2'] });
});
afterEach(async () => {
  for (const seat of seats.splice(0)) await seat.close();
  await saymon.close();
  await rm(directory, { recursive: true, force: true });
});

/** Takes a seat; the same name again is the next run of the same one, whose daemon has lived on. */
async function seat(
  name: 'one' | 'two',
  driver = new ScriptedDriver(),
  settings: Readonly<Record<string, unknown>> = {},
): Promise<Seat> {
  let reply: (reply: ToastReply) => void = () => undefined;
  const desk = await openDesk({
    directory: join(directory, name),
    saymon,
    session: name === 'one' ? 'session-1' : 'session-2',
    settings,
    drivers: [
      {
        name: 'scripted',
        open: (said) => {
          reply = said;
          return driver;
        },
      },
    ],
  });
  seats.push(desk);
  return { ...desk, driver, reply: (said) => reply(said) };
}

async function leave(from: Desk): Promise<void> {
  seats.splice(seats.indexOf(from), 1);
  await from.close();
}

const hot = {
  id: 'hot',
  when: { topic: ['snmp-trap'] },
  then: { alert: { field: 'payload.load', open: '> 90', close: '< 80' } },
};
const toasted = (at: Seat, title: string) =>
  until(`the toast ${title}`, () => at.driver.shown.find((toast) => toast.title === title));
const unseen = (at: Desk) => at.status().unseen;
const listed = async (at: Desk) => (await at.alerts()).list;
const acknowledge = (at: Desk, id: string) =>
  at.command('alerts.acknowledge', { server: 'noc', key: `incident:${id}` });

describe('an acknowledgement', () => {
  it('at one desk closes the toast at both, and takes the alert from what is unseen', async () => {
    const [one, two] = [await seat('one'), await seat('two')];
    const { id } = saymon.openIncident();
    for (const each of [one, two]) await toasted(each, 'Critical: UPS-1');
    expect((await listed(one))[0]).toMatchObject({ acknowledgeable: true, acknowledgedBy: null, unseen: true });

    expect(await acknowledge(one, id)).toEqual({ ok: true, value: null });
    // When the command is back, the server's own word has been read and is here.
    expect((await listed(one))[0]).toMatchObject({
      acknowledgedBy: 'desk of session-1',
      unseen: false,
      seenAt: null,
    });
    for (const each of [one, two]) {
      await until('its toast to go', () => each.driver.withdrawn.length === 1);
      await until('it to be unseen no more', () => unseen(each) === 0);
      expect(await listed(each)).toMatchObject([{ acknowledgedBy: 'desk of session-1', seenAt: null }]);
      expect(each.driver.shown).toHaveLength(1);
      expect(each.picture()).toBe('hollow critical');
    }

    // It worsens afterwards: that is told again, at both.
    saymon.changeIncident(id, { state: '2' });
    await until('it to be better', async () => (await listed(two))[0]?.severity === 'warning');
    saymon.changeIncident(id, { state: '1' });
    for (const each of [one, two]) {
      await toasted(each, 'Critical, was warning: UPS-1');
      await until('it to be unseen again', () => unseen(each) === 1);
    }
    // Words that come with the old acknowledgement do not take it away again.
    saymon.changeIncident(id, { comment: 'on my way', commentTimestamp: Date.now() });
    await until('the words', async () => (await listed(two))[0]?.count === 5);
    for (const each of [one, two]) expect(unseen(each)).toBe(1);

    // And the second desk takes it.
    expect(await acknowledge(two, id)).toEqual({ ok: true, value: null });
    for (const each of [one, two]) {
      await until('both to be calm', () => unseen(each) === 0 && each.driver.withdrawn.length === 2);
      expect(await listed(each)).toMatchObject([{ acknowledgedBy: 'desk of session-2' }]);
    }
  });

  it('has been committed when the command is back, also where the wire does not tell it', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    saymon.acknowledging = 'untold';
    expect(await acknowledge(one, id)).toEqual({ ok: true, value: null });
    expect(unseen(one)).toBe(0);
  });

  it('by somebody before it was heard of makes no toast', async () => {
    const one = await seat('one');
    saymon.openIncident({ acknowledgedBy: '60ff', acknowledgementTimestamp: Date.now() });
    await until('the alert', async () => (await listed(one)).length === 1);
    expect((await listed(one))[0]).toMatchObject({ acknowledgedBy: '60ff', unseen: false });
    // What comes behind it has its toast, so that one would have been shown by now.
    saymon.trap();
    await until('the toast of the trap', () => one.driver.shown.length > 0);
    expect(one.driver.shown.filter(({ body }) => body.includes('Incident'))).toEqual([]);
  });

  it('while this desk was off closes the toast that its daemon shows still', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    await leave(one);
    saymon.changeIncident(id, { acknowledgedBy: '60ff', acknowledgementTimestamp: Date.now() });
    const again = await seat('one', one.driver);
    await until('the toast to go', () => again.driver.withdrawn.includes(1));
    expect(unseen(again)).toBe(0);
    expect(again.driver.shown).toHaveLength(1);
  });

  it('that is taken back makes it as new, unless it was seen here', async () => {
    const [one, two] = [await seat('one'), await seat('two')];
    const { id } = saymon.openIncident();
    for (const each of [one, two]) await toasted(each, 'Critical: UPS-1');
    const [alert] = await listed(two);
    await two.command('history.seen', { ids: [alert?.lastEvent ?? 0] });
    await acknowledge(one, id);
    await until('two to know', async () => (await listed(two))[0]?.acknowledgedBy !== null);
    saymon.changeIncident(id, { acknowledgedBy: null, acknowledgementTimestamp: null });
    await until('it to be told again', () => one.driver.shown.length === 2);
    expect(unseen(one)).toBe(1);
    await until('two to know too', async () => (await listed(two))[0]?.acknowledgedBy === null);
    expect(unseen(two)).toBe(0);
    expect(two.driver.shown).toHaveLength(1);
  });

  it('and what is seen here are two things', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    const [alert] = await listed(one);
    await one.command('history.seen', { ids: [alert?.lastEvent ?? 0] });
    expect((await listed(one))[0]).toMatchObject({ acknowledgedBy: null, unseen: false, seenAt: expect.any(Number) });
    expect(saymon.incidents.get(id)?.acknowledgedBy).toBeUndefined();
    expect(saymon.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
  });
});

describe('a refused acknowledgement', () => {
  it('changes nothing and says why', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    saymon.acknowledging = 'denied';
    expect(await acknowledge(one, id)).toEqual({
      ok: false,
      error: {
        code: 'failed',
        text: 'NOC does not let your account acknowledge this: The permission "manage-incidents" is required. Ask its administrator for the right; Mark seen holds on this computer alone.',
      },
    });
    expect((await listed(one))[0]).toMatchObject({ acknowledgedBy: null, unseen: true });
    expect(one.driver.withdrawn).toEqual([]);
    expect(await acknowledge(one, 'none')).toMatchObject({
      ok: false,
      error: { code: 'not-found', text: 'This is not open any more at NOC. Nothing to do: it closes here as well.' },
    });
  });

  it('is one of a server that is out of reach, of which none is offered', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    await until('the alert', async () => (await listed(one)).length === 1);
    const updates: string[] = [];
    const window = one.core.openWindow((update) => {
      if (update.name === 'alerts') updates.push(update.payload.list.map((each) => each.acknowledgeable).join());
    });
    await window.handle('window.start', { filter: {} });
    // From here on nothing else than the line makes anything of alerts new.
    await toasted(one, 'Critical: UPS-1');
    await one.command('history.seen', { all: true });
    await until('the window to be up to date', () => updates.at(-1) === 'true');
    await saymon.kill();
    await until('the window to learn that it cannot be acknowledged', () => updates.at(-1) === 'false');
    expect(await acknowledge(one, id)).toMatchObject({
      ok: false,
      error: { text: 'NOC is out of reach, so it was not acknowledged. Acknowledge it again when NOC is online.' },
    });
    await saymon.start();
    await one.command('servers.retry', { id: 'noc' });
    await until('the window to learn that it can', () => updates.at(-1) === 'true');
    window.close();
  });

  it('is one of what its server knows nothing of, as a limit that is set here; its toast has no such button', async () => {
    const one = await seat('one', new ScriptedDriver(), { rules: [hot] });
    saymon.trap({ level: 1, payload: { text: 'heat', load: 95 } });
    const [toast] = await until('the toast', () => (one.driver.shown.length > 0 ? one.driver.shown : null));
    expect(toast?.buttons.map(({ key }) => key)).toEqual(['seen', 'snooze']);
    const [alert] = await until('the alert', async () => {
      const list = await listed(one);
      return list.length > 0 ? list : null;
    });
    expect(alert).toMatchObject({ key: expect.stringMatching(/^threshold:hot:/), acknowledgeable: false });
    expect(await one.command('alerts.acknowledge', { server: 'noc', key: alert?.key ?? '' })).toMatchObject({
      ok: false,
      error: { text: 'NOC takes no acknowledgement of this. Mark it seen: that holds on this computer alone.' },
    });
  });
});

describe('the button of a toast', () => {
  it('stands first on that of an incident, and acknowledges it', async () => {
    const [one, two] = [await seat('one'), await seat('two')];
    const { id } = saymon.openIncident();
    await toasted(two, 'Critical: UPS-1');
    const { buttons } = await toasted(one, 'Critical: UPS-1');
    expect(buttons.map(({ label }) => label)).toEqual(['Acknowledge', 'Mark seen', 'Snooze 1 h']);
    one.reply({ type: 'button', ref: one.driver.ref(1), key: 'acknowledge' });
    await until('the other desk to know', async () => (await listed(two))[0]?.acknowledgedBy === 'desk of session-1');
    await until('its toast to go', () => two.driver.withdrawn.length === 1);
    expect(saymon.incidents.get(id)?.acknowledgedBy).toMatch(/^60aa/);
    await until('nothing to be unseen', () => unseen(one) === 0 && unseen(two) === 0);
    // The one who pressed it has seen it, the other one has not.
    expect((await listed(one))[0]?.seenAt).toEqual(expect.any(Number));
    expect((await listed(two))[0]?.seenAt).toBeNull();
  });

  it('by the button of a toast that stands for several is one of each', async () => {
    const one = await seat('one');
    saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    saymon.openIncident();
    await toasted(one, 'Critical: UPS-1 (× 2)');
    one.reply({ type: 'button', ref: one.driver.ref(1), key: 'acknowledge' });
    await until('both to be acknowledged', async () =>
      (await listed(one)).every(({ acknowledgedBy }) => acknowledgedBy === 'desk of session-1'),
    );
    expect(await listed(one)).toHaveLength(2);
  });

  it('that the server refuses of several says so once', async () => {
    const one = await seat('one');
    saymon.openIncident();
    saymon.openIncident();
    await toasted(one, 'Critical: UPS-1 (× 2)');
    saymon.acknowledging = 'denied';
    one.reply({ type: 'button', ref: one.driver.ref(1), key: 'acknowledge' });
    await toasted(one, 'Not acknowledged: UPS-1');
    // What comes behind it would come behind a second refusal.
    saymon.trap();
    await until('the toast of the trap', () => one.driver.shown.some(({ body }) => body.includes('Trap')));
    expect(one.driver.shown.filter(({ title }) => title.startsWith('Not acknowledged'))).toHaveLength(1);
  });

  it('that the server refuses says so in a toast about the event', async () => {
    const one = await seat('one');
    saymon.openIncident();
    await toasted(one, 'Critical: UPS-1');
    saymon.acknowledging = 'denied';
    one.reply({ type: 'button', ref: one.driver.ref(1), key: 'acknowledge' });
    const told = await toasted(one, 'Not acknowledged: UPS-1');
    expect(told.body).toMatch(/^NOC does not let your account acknowledge this: .*\nIncident · NOC$/s);
    expect(told).toMatchObject({ urgency: 'show', buttons: [], replaces: null });
    one.reply({ type: 'clicked', ref: one.driver.ref(2) });
    const [alert] = await listed(one);
    expect(one.opened).toEqual([{ event: alert?.lastEvent }]);
    expect(alert?.acknowledgedBy).toBeNull();
  });
});

describe('a desk that is started anew', () => {
  it('tells nothing again that is as it was, acknowledged or not', async () => {
    const one = await seat('one');
    const { id } = saymon.openIncident();
    saymon.openIncident({ text: 'Disk full' });
    await until('both toasts', () => one.driver.shown.length === 2);
    await acknowledge(one, id);
    await until('one to be unseen', () => unseen(one) === 1);
    await leave(one);
    const again = await seat('one', one.driver);
    await until('it to have read the server', async () => (await listed(again)).every(({ confirmed }) => confirmed));
    expect(again.driver.shown).toHaveLength(2);
    expect(unseen(again)).toBe(1);
    expect((await listed(again)).map(({ acknowledgedBy }) => acknowledgedBy)).toEqual([null, 'desk of session-1']);
    expect(again.picture()).toBe('filled critical');
  });
});
