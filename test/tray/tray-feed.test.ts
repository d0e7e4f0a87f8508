import { expect, it } from 'vitest';
import type { TrayInput, TrayView } from '../../main/tray/tray.ts';
import { TrayFeed } from '../../main/tray/tray-feed.ts';
import type { EventRow, ServerState } from '../../preload/contract/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { now, row } from '../texts/rows.ts';

const none = { ok: 0, info: 0, warning: 0, error: 0, critical: 0 };
const noc: ServerState = {
  id: 'noc',
  name: 'NOC',
  protocol: 'saymon',
  enabled: true,
  muted: false,
  state: { name: 'online', since: 0, limits: [] },
  since: 0,
  lostAt: null,
  lastEventAt: null,
  pressed: false,
  unreadable: null,
  proven: true,
};
const away: ServerState = { ...noc, id: 'iot', name: 'IOT', state: { name: 'connecting', attempt: 2 }, lostAt: now };

const shownAt = (id: number, outcome: EventRow['decision']['outcome'] = 'shown') =>
  row({ id, title: `event ${id}`, decision: { outcome, reason: null, rule: 'default-critical', driver: null } });

function world(page: () => Promise<readonly EventRow[]> = async () => []) {
  const clock = new FakeClock(now);
  const failed: string[] = [];
  const views: TrayView[] = [];
  const input: Omit<TrayInput, 'recent' | 'now'> = {
    servers: [noc],
    alerts: { total: 0, counts: none, list: [], passed: [], passedTotal: 0 },
    unseen: { count: 0, more: false, worst: null },
    unseenCounts: none,
    silenced: { paused: null, quiet: null, snoozes: [] },
    toastsFail: false,
    policyFault: null,
  };
  const here = { clock, failed, views, input };
  const feed = new TrayFeed({
    history: {
      page: async () => ({ rows: await page(), next: null }),
    },
    clock,
    read: () => here.input,
    failed: (line) => failed.push(line),
  });
  return Object.assign(here, { feed });
}

/** The entries under Recent. */
function recent({ menu }: TrayView): readonly string[] {
  const found = menu.find((item) => item.type === 'menu' && item.label === 'Recent');
  return found?.type === 'menu'
    ? found.items.map((item) => ('label' in item ? (item.label.split(': ')[1] ?? '') : ''))
    : [];
}

it('shows the cross when its patience with a server ends, though nothing happens then', async () => {
  const here = world();
  here.input = { ...here.input, servers: [noc, away] };
  here.feed.listen((view) => here.views.push(view));
  await here.clock.tick(30_000);
  expect(here.views.map(({ mark }) => mark)).not.toContain('cross');
  await here.clock.tick(1);
  expect(here.views.at(-1)?.mark).toBe('cross');
  const told = here.views.length;
  await here.clock.tick(600_000);
  expect(here.views).toHaveLength(told);
  here.feed.close();
});

it('lists the last ten that toasted, those of earlier runs too', async () => {
  const stored = Array.from({ length: 14 }, (_, n) => shownAt(n + 1, n === 12 ? 'silenced' : 'shown'));
  const earlier = stored.slice(0, 11).reverse().slice(0, 10);
  const here = world(async () => earlier);
  here.feed.listen((view) => here.views.push(view));
  for (const row of stored.slice(11, 13)) here.feed.delivered(row);
  await here.clock.tick(1_000);
  for (const row of stored.slice(13)) here.feed.delivered(row);
  await here.clock.tick(1_000);
  expect(recent(here.views.at(-1) ?? here.feed.view())).toEqual(
    [14, 12, 11, 10, 9, 8, 7, 6, 5, 4].map((id) => `event ${id}`),
  );
  here.feed.close();
});

it('goes on where the history cannot be read', async () => {
  const here = world(async () => {
    throw new Error('no disk');
  });
  here.feed.listen((view) => here.views.push(view));
  await here.clock.tick(0);
  expect(here.failed).toEqual(['The tray could not read what toasted before: no disk']);
  here.feed.delivered(shownAt(1));
  await here.clock.tick(1_000);
  expect(recent(here.views.at(-1) ?? here.feed.view())).toEqual(['event 1']);
  here.feed.close();
});
