import { afterEach, describe, expect, test } from 'vitest';
import { saymon } from '../../../main/protocols/saymon/adapter.ts';
import type { ServerSettings } from '../../../preload/contract/api.ts';
import { causeSentence } from '../../../preload/contract/texts/index.ts';
import { type Saymon, startSaymon } from '../../servers/saymon.ts';
import { until } from '../../until.ts';
import { type Line, openLine } from '../line.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function online(change: Record<string, unknown> = {}): Promise<{ server: Saymon; line: Line }> {
  const server = await startSaymon();
  closing.push(() => server.close());
  const settings: ServerSettings = {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url: server.url,
    apiUrl: server.url,
    auth: { type: 'session', sessionId: 'session-1' },
    subscriptions: { incidents: true },
    ...change,
  };
  const line = openLine(saymon(), settings);
  closing.push(() => line.session.close());
  await until('caught up', () => line.catchUps.length === 1);
  return { server, line };
}

/** An incident that the line has heard of; its alert. */
async function opened({ server, line }: Awaited<ReturnType<typeof online>>): Promise<{ id: string; alert: string }> {
  const { id } = server.openIncident();
  const event = await until('the incident', () =>
    line.events.find(({ payload }) => JSON.stringify(payload).includes(id)),
  );
  return { id, alert: event.alert ?? '' };
}

const named = 'desk of session-1';

describe('an acknowledgement', () => {
  test('is sent for the user of the session, and counts when the server says so', async () => {
    const here = await online();
    const { id, alert } = await opened(here);
    expect(here.line.session.acknowledges?.(alert)).toBe(true);
    expect(await here.line.session.acknowledge?.(alert)).toBeNull();
    expect(here.server.requests).toContain(`POST /node/api/incidents/${id}/acknowledge`);
    expect(here.server.incidents.get(id)?.acknowledgedBy).toMatch(/^60aa/);
    const told = here.line.events.filter(({ acknowledgedBy }) => acknowledgedBy !== null);
    expect(told[0]).toMatchObject({ alert, phase: 'updated', acknowledgedBy: named });
    expect(told[0]?.acknowledgedAt).toBe(here.server.incidents.get(id)?.acknowledgementTimestamp);
    // What the wire says and what was read back are one event.
    await until('both to be told', () => here.line.events.length === 3);
    expect(new Set(here.line.events.slice(1).map(({ key }) => key)).size).toBe(1);
  });

  test('is told where the server does not tell it on the wire', async () => {
    const here = await online();
    here.server.acknowledging = 'untold';
    const { alert } = await opened(here);
    expect(await here.line.session.acknowledge?.(alert)).toBeNull();
    expect(here.line.events.at(-1)).toMatchObject({ alert, phase: 'updated', acknowledgedBy: named });
  });

  test('by somebody else is heard with the name that the server has for them', async () => {
    const here = await online();
    const { id, alert } = await opened(here);
    here.server.changeIncident(id, { acknowledgedBy: '60ff', acknowledgementTimestamp: 1_730_000_009_000 });
    await until('it', () => here.line.events.length === 2);
    expect(here.line.events[1]).toMatchObject({ alert, acknowledgedBy: '60ff', acknowledgedAt: 1_730_000_009_000 });
    expect(here.line.events[1]).not.toHaveProperty('unacknowledged');
  });

  test('that is taken back is an event of its own', async () => {
    const here = await online();
    const { id, alert } = await opened(here);
    await here.line.session.acknowledge?.(alert);
    here.server.changeIncident(id, { acknowledgedBy: null, acknowledgementTimestamp: null });
    const last = await until('it', () => here.line.events.find(({ unacknowledged }) => unacknowledged));
    expect(last).toMatchObject({ alert, acknowledgedBy: null });
    expect(here.line.events.slice(0, -1).map(({ key }) => key)).not.toContain(last.key);
  });

  test.each<[name: string, change: (server: Saymon, id: string) => unknown, sentence: RegExp]>([
    [
      'the user may not',
      (server) => {
        server.acknowledging = 'denied';
      },
      /^NOC does not let your account acknowledge this: The permission "manage-incidents" is required\. Ask its admin/,
    ],
    [
      'it is closed there by now',
      (server, id) => server.incidents.delete(id),
      /^This is not open any more at NOC\. Nothing to do: it closes here as well\.$/,
    ],
    [
      'it is taken and not done',
      (server) => {
        server.acknowledging = 'ignored';
      },
      /^NOC took the acknowledgement but does not show it\. Look at it in NOC, and acknowledge it there\.$/,
    ],
    [
      'REST fails',
      (server) => {
        server.rest = 500;
      },
      /answered with HTTP status 500\. /,
    ],
    [
      'the session has ended',
      (server) => server.endSessions(),
      /^The sign-in is refused or has ended: Session expired/,
    ],
    ['nothing answers', (server) => server.kill(), /^(Nothing answers at|The line to) 127\.0\.0\.1/],
  ])('is refused with words when %s', async (_, change, sentence) => {
    const here = await online();
    const { id, alert } = await opened(here);
    await change(here.server, id);
    const why = await here.line.session.acknowledge?.(alert);
    expect(why === null || why === undefined ? '' : causeSentence(why)).toMatch(sentence);
    expect(here.line.events.every(({ acknowledgedBy }) => acknowledgedBy === null)).toBe(true);
  });

  test('that finds the session ended ends the line, which cannot know otherwise', async () => {
    const here = await online();
    const { alert } = await opened(here);
    here.server.endSessions();
    await here.line.session.acknowledge?.(alert);
    const down = await until('the end', () => here.line.down);
    expect(down).toMatchObject({ cause: { code: 'sign-in' }, fatal: true });
  });

  test.each(['state:object:64bb02', 'job:1', 'threshold:hot:object:64bb02', 'connection', 'incident:'])(
    'is not offered for %s',
    async (alert) => {
      const { server, line } = await online();
      expect(line.session.acknowledges?.(alert)).toBe(false);
      expect(await line.session.acknowledge?.(alert)).toMatchObject({ code: 'acknowledge-unknown' });
      expect(server.requests.filter((request) => request.startsWith('POST'))).toEqual([]);
    },
  );

  test('is not offered without a REST address', async () => {
    const { line } = await online({ apiUrl: undefined });
    expect(line.session.acknowledge).toBeUndefined();
    expect(line.session.acknowledges).toBeUndefined();
  });
});
