import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { trayMenu } from '../../main/desktop/tray-menu.ts';
import { type Panel, trayPicture } from '../../main/desktop/tray-picture.ts';
import type { TrayAction, TrayView } from '../../main/tray/tray.ts';
import { severities } from '../../preload/contract/api.ts';

const icons = new URL('../../build/icons/', import.meta.url);
const pictures: readonly TrayView['picture'][] = [
  { shape: 'bell' },
  { shape: 'struck-bell' },
  ...severities.flatMap((severity) => [{ shape: 'hollow', severity } as const, { shape: 'filled', severity } as const]),
];
const panels: readonly Panel[] = (['linux', 'win32', 'darwin'] as const).flatMap((platform) =>
  [true, false].map((dark) => ({ platform, dark })),
);

describe('the picture of the tray', () => {
  it.each<[TrayView['picture'], TrayView['mark'], Panel, string, boolean]>([
    [{ shape: 'bell' }, null, { platform: 'linux', dark: true }, 'grey/bell.png', false],
    [{ shape: 'bell' }, null, { platform: 'win32', dark: true }, 'white/bell.png', false],
    [{ shape: 'bell' }, 'cross', { platform: 'win32', dark: false }, 'black/bell-cross.png', false],
    [{ shape: 'bell' }, 'cross', { platform: 'darwin', dark: true }, 'black/bell-cross.png', true],
    [{ shape: 'struck-bell' }, 'cross', { platform: 'linux', dark: false }, 'grey/struck-bell.png', false],
    [{ shape: 'struck-bell' }, 'bars', { platform: 'darwin', dark: false }, 'black/struck-bell-bars.png', true],
    [
      { shape: 'filled', severity: 'critical' },
      'bars',
      { platform: 'darwin', dark: true },
      'white/filled-critical-bars.png',
      false,
    ],
    [
      { shape: 'hollow', severity: 'warning' },
      null,
      { platform: 'win32', dark: false },
      'black/hollow-warning.png',
      false,
    ],
    [{ shape: 'filled', severity: 'info' }, null, { platform: 'linux', dark: false }, 'grey/bell.png', false],
  ])('%j, mark %s, on %j', (picture, mark, panel, file, template) => {
    expect(trayPicture({ picture, mark }, panel)).toEqual({ file, template });
  });

  it('is there for every view, in the size of its panel and doubled', () => {
    for (const panel of panels) {
      for (const picture of pictures) {
        for (const mark of [null, 'cross', 'bars'] as const) {
          const { file } = trayPicture({ picture, mark }, panel);
          const size = panel.platform === 'linux' ? 22 : 16;
          expect([file, sizeOf(file)]).toEqual([file, [size, size]]);
          expect(sizeOf(file.replace('.png', '@2x.png'))).toEqual([size * 2, size * 2]);
        }
      }
    }
  });
});

describe('the menu of the tray', () => {
  const asked: TrayAction[] = [];
  const menu = (label: string, platform: NodeJS.Platform) =>
    trayMenu(
      [
        { type: 'item', label, action: { do: 'open-event', event: 4 } },
        { type: 'separator' },
        { type: 'item', label: 'No open alerts', action: null },
        { type: 'menu', label: 'Servers', items: [{ type: 'item', label, action: { do: 'retry', server: 'noc' } }] },
      ],
      platform,
      (action) => asked.push(action),
    );

  it('has the core’s entries, and does what they say', () => {
    const [first, line, nothing, servers] = menu('UPS-1', 'linux');
    expect(line).toEqual({ type: 'separator' });
    expect(nothing).toEqual({ label: 'No open alerts', enabled: false });
    press(first);
    press(Array.isArray(servers?.submenu) ? servers.submenu[0] : undefined);
    expect(asked).toEqual([
      { do: 'open-event', event: 4 },
      { do: 'retry', server: 'noc' },
    ]);
  });

  it.each([
    ['linux', 'R&&D_1'],
    ['win32', 'R&&D_1'],
    ['darwin', 'R&D_1'],
  ] as const)('shows a server’s text as it is on %s', (platform, label) => {
    expect(menu('R&D_1', platform)[0]?.label).toBe(label);
  });
});

function press(entry: { readonly click?: (...args: never[]) => void } | undefined): void {
  (entry?.click as (() => void) | undefined)?.();
}

/** Width and height in the head of a PNG. */
function sizeOf(file: string): readonly [number, number] {
  const head = readFileSync(fileURLToPath(new URL(file, icons)));
  return [head.readUInt32BE(16), head.readUInt32BE(20)];
}
