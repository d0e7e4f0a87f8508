import { type TrayEntry, trayIcon, trayMenu } from '../desktop/tray-icon.ts';
import { markup, misleading, unprintable, words } from '../e2e/hostile-words.ts';
import type { Saymon } from '../servers/saymon.ts';
import { until } from '../until.ts';
import { expect, test } from './desk.ts';

function named(saymon: Saymon): unknown {
  const ours = { protocol: 'saymon', url: saymon.url, apiUrl: saymon.url };
  return {
    version: 1,
    servers: [
      { ...ours, id: 'noc', name: `${misleading} ${markup}`, auth: { type: 'session', sessionId: 'session-1' } },
      { ...ours, id: 'lab', name: `R&D_1 ${misleading}`, auth: { type: 'session', sessionId: 'unknown' } },
    ],
  };
}

const every = (entries: readonly TrayEntry[]): readonly TrayEntry[] =>
  entries.flatMap((entry) => [entry, ...every(entry.below)]);

test.use({ with: { tray: true, settings: named } });

test('what servers say and are called is text of one line in the tooltip and the menu of the icon', async ({
  desk,
}) => {
  const { desktop, saymon } = desk;
  await desk.start('--hidden');
  await desk.online();
  const entries = async () => every(await trayMenu(desktop.env));
  for (const [index, word] of words.entries()) {
    saymon.entities.set(`64dd0${index}`, { id: `64dd0${index}`, name: word.slice(0, 2_000) });
    saymon.openIncident({ entityId: `64dd0${index}`, state: '1', text: word });
  }
  await until('the worst of them in the menu', async () =>
    (await entries()).some(({ label }) => label.includes('■ Critical')),
  );
  await until(
    'all of them to be counted',
    async () => /8 critical/.test((await trayIcon(desktop.env)).tooltip),
    30_000,
  );
  // Of so many at once three toast by themselves; what the other server refuses may be one of them.
  const labels = await until('markup in the menu, and what toasted', async () => {
    const all = await entries();
    const toasted = all.find(({ label }) => label === 'Recent')?.below ?? [];
    const isThere = toasted.length > 1 && toasted.some(({ label }) => label.includes('<script>'));
    return isThere && all.map(({ label }) => label);
  });
  // An ampersand or an underscore of a server marks no key.
  expect(labels.some((label) => label.includes('R&D_1'))).toBe(true);
  for (const label of labels) {
    expect(label).not.toMatch(unprintable);
    expect(label).not.toContain('\n');
    expect(label.length).toBeLessThanOrEqual(120);
  }
  const { tooltip } = await trayIcon(desktop.env);
  expect(tooltip).not.toMatch(unprintable);
  expect(tooltip).not.toContain('\n');
  expect(tooltip.length).toBeLessThanOrEqual(120);
});
