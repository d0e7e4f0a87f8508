import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { until } from '../until.ts';

const run = promisify(execFile);
const watcher = 'org.kde.StatusNotifierWatcher';
/** On a machine that does much else at the same time. */
const startMs = 30_000;
const properties = 'org.freedesktop.DBus.Properties';

/** What the icon in the panel says of itself. */
export interface TrayIcon {
  readonly service: string;
  readonly path: string;
  readonly tooltip: string;
  /** Of its picture. */
  readonly width: number;
  readonly pixels: readonly number[];
}

/** An entry of its menu, as the panel draws it. */
export interface TrayEntry {
  readonly id: number;
  readonly label: string;
  readonly enabled: boolean;
  readonly below: readonly TrayEntry[];
}

type Variant = { readonly data: unknown };
type Node = readonly [number, Readonly<Record<string, Variant>>, readonly { readonly data: Node }[]];

/** The icons that the panel has, asked over the bus as a third party. */
async function trayIcons(env: NodeJS.ProcessEnv): Promise<TrayIcon[]> {
  const list = (await get(
    env,
    watcher,
    '/StatusNotifierWatcher',
    watcher,
    'RegisteredStatusNotifierItems',
  )) as string[];
  return Promise.all(
    list.map(async (name) => {
      const at = name.indexOf('/');
      const service = at < 0 ? name : name.slice(0, at);
      const path = at < 0 ? '/StatusNotifierItem' : name.slice(at);
      const ask = (property: string) => get(env, service, path, 'org.kde.StatusNotifierItem', property);
      const tooltip = (await ask('ToolTip')) as [string, unknown, string, string];
      const [picture] = (await ask('IconPixmap')) as [number, number, number[]][];
      return { service, path, tooltip: tooltip[2], width: picture?.[0] ?? 0, pixels: picture?.[2] ?? [] };
    }),
  );
}

/** The one icon, once the panel has it; whose it is may still be starting. */
export async function trayIcon(env: NodeJS.ProcessEnv): Promise<TrayIcon> {
  return until(
    'an icon in the panel',
    async () => {
      // It may go while it is asked.
      const icons = await trayIcons(env).catch(() => []);
      return icons.length === 1 ? icons[0] : null;
    },
    startMs,
  );
}

export async function trayMenu(env: NodeJS.ProcessEnv): Promise<readonly TrayEntry[]> {
  const { service, path } = await trayIcon(env);
  const menu = await get(env, service, path, 'org.kde.StatusNotifierItem', 'Menu');
  const [, root] = (await call(env, service, String(menu), 'com.canonical.dbusmenu', 'GetLayout', [
    'iias',
    '--',
    '0',
    '-1',
    '0',
  ])) as [number, Node];
  return entryOf(root).below;
}

/** Clicks on an entry as the panel does; the last of the labels is its own, those before are the menus around it. */
export async function clickTray(env: NodeJS.ProcessEnv, ...labels: readonly (string | RegExp)[]): Promise<void> {
  const found = await until(`an entry ${labels.join(' > ')}`, async () => {
    let entries: readonly TrayEntry[] = await trayMenu(env);
    let entry: TrayEntry | undefined;
    for (const label of labels) {
      entry = entries.find((each) => (typeof label === 'string' ? each.label === label : label.test(each.label)));
      entries = entry?.below ?? [];
    }
    return entry?.enabled === true ? entry : null;
  });
  const { service, path } = await trayIcon(env);
  const menu = await get(env, service, path, 'org.kde.StatusNotifierItem', 'Menu');
  await call(env, service, String(menu), 'com.canonical.dbusmenu', 'Event', [
    'isvu',
    '--',
    String(found.id),
    'clicked',
    's',
    '',
    '0',
  ]);
}

function entryOf([id, shown, below]: Node): TrayEntry {
  return {
    id,
    // The panel takes `_` for a mark, and two for one.
    label: shown['type']?.data === 'separator' ? '─' : String(shown['label']?.data ?? '').replaceAll('__', '_'),
    enabled: shown['enabled']?.data !== false,
    below: below.map(({ data }) => entryOf(data)),
  };
}

async function get(env: NodeJS.ProcessEnv, service: string, path: string, face: string, name: string) {
  const [value] = (await call(env, service, path, properties, 'Get', ['ss', face, name])) as [Variant];
  return value.data;
}

async function call(
  env: NodeJS.ProcessEnv,
  service: string,
  path: string,
  face: string,
  member: string,
  args: readonly string[],
): Promise<unknown> {
  const address = env['DBUS_SESSION_BUS_ADDRESS'] ?? '';
  const asked = [`--address=${address}`, '--json=short', 'call', service, path, face, member, ...args];
  const { stdout } = await run('busctl', asked, { maxBuffer: 10_000_000 });
  return stdout.trim() === '' ? null : (JSON.parse(stdout) as { data: unknown }).data;
}

interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Clicks on the icon with a button of the mouse: the left one activates it, the right one opens its menu. */
export async function pressTray(env: NodeJS.ProcessEnv, button: 'left' | 'right'): Promise<void> {
  await trayIcon(env);
  // Until the panel has drawn the icon its window is a strip at the edge of the screen, as high as later.
  const drawn = ({ width, height }: Area) => width > 20 && height > 10 && height < 60;
  const { x, y, width, height } = await areaOf(env, drawn);
  const middle = [String(Math.round(x + width / 2)), String(Math.round(y + height / 2))];
  await pointer(env, 'mousemove', ...middle, 'sleep', '0.2', 'click', button === 'left' ? '1' : '3');
}

/** Opens the menu of the icon with the mouse, and clicks on its last entry. */
export async function pressLastEntry(env: NodeJS.ProcessEnv): Promise<void> {
  const { x, y, height } = await until('the menu on the screen', async () => {
    await pressTray(env, 'right');
    // A click that comes while a window takes the focus opens none.
    return areaOf(env, ({ height: high }) => high > 100, 2_000).catch(() => null);
  });
  await pointer(env, 'mousemove', String(x + 40), String(y + height - 14), 'sleep', '0.2', 'click', '1');
}

/** Of a window of the panel's icons: they are one, and an open menu another. */
async function areaOf(env: NodeJS.ProcessEnv, fits: (area: Area) => boolean, withinMs = 10_000): Promise<Area> {
  return until(
    'a window of the panel',
    async () => {
      const found = await pointer(env, 'search', '--onlyvisible', '--class', 'wrapper').catch(() => '');
      for (const id of found.trim().split('\n').filter(Boolean)) {
        const shape = await pointer(env, 'getwindowgeometry', '--shell', id).catch(() => '');
        const value = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(shape)?.[1]);
        const area = { x: value('X'), y: value('Y'), width: value('WIDTH'), height: value('HEIGHT') };
        if (fits(area)) return area;
      }
      return null;
    },
    withinMs,
  );
}

async function pointer(env: NodeJS.ProcessEnv, ...args: string[]): Promise<string> {
  return (await run('xdotool', args, { env })).stdout;
}
