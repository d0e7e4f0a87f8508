import { defineInterface, type MessageBus, sessionBus, Variant } from 'dbus-native';
import type { Menu, MenuItemConstructorOptions } from './menu.ts';
import type { Pixels } from './png.ts';

export interface Appearance {
  readonly pixels: Pixels | null;
  readonly tooltip: string;
  readonly menu: Menu | null;
}

const watcher = {
  destination: 'org.kde.StatusNotifierWatcher',
  path: '/StatusNotifierWatcher',
  interface: 'org.kde.StatusNotifierWatcher',
} as const;
const itemPath = '/StatusNotifierItem';
const menuPath = '/com/canonical/dbusmenu';
const itemFace = 'org.kde.StatusNotifierItem';
const menuFace = 'com.canonical.dbusmenu';
let made = 0;

/**
 * An icon in the panel of a real desktop: https://www.freedesktop.org/wiki/Specifications/StatusNotifierItem/ with its
 * menu by com.canonical.dbusmenu. As in Chromium there is none for good where no panel waits when it is made, and it
 * registers again with a panel that was started anew.
 */
export class StatusNotifier {
  readonly #activated: (x: number, y: number) => void;
  #bus: MessageBus | null = null;
  #shown: Appearance;
  #revision = 1;
  #entries = new Map<number, MenuItemConstructorOptions>();
  #closed = false;

  constructor(shown: Appearance, activated: (x: number, y: number) => void) {
    this.#shown = shown;
    this.#activated = activated;
    // A desktop without a bus or a panel has no place for it.
    this.#register().catch(() => this.close());
  }

  show(shown: Appearance): void {
    this.#shown = shown;
    this.#revision++;
    for (const signal of ['NewIcon', 'NewToolTip']) this.#bus?.sendSignal(itemPath, itemFace, signal, '', []);
    this.#bus?.sendSignal(menuPath, menuFace, 'LayoutUpdated', 'ui', [this.#revision, 0]);
  }

  close(): void {
    this.#closed = true;
    this.#bus?.connection.stream.destroy();
    this.#bus = null;
  }

  async #register(): Promise<void> {
    const address = process.env['DBUS_SESSION_BUS_ADDRESS'];
    if (address === undefined || address === '') return;
    const bus = sessionBus({ busAddress: address });
    if (this.#closed) return void bus.connection.stream.destroy();
    this.#bus = bus;
    bus.connection.on('error', () => this.close());
    const waits = await bus.invoke<unknown>({
      ...watcher,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [watcher.interface, 'IsStatusNotifierHostRegistered'],
    });
    if (waits !== true) throw new Error('No panel waits for icons');
    await bus.export(itemPath, this.#item());
    await bus.export(menuPath, this.#menu());
    const name = `org.kde.StatusNotifierItem-${process.pid}-${++made}`;
    await bus.requestName(name, 0);
    const announce = () =>
      bus.invoke({ ...watcher, member: 'RegisterStatusNotifierItem', signature: 's', body: [name] });
    await announce();
    await bus.addMatch(`type='signal',member='NameOwnerChanged',arg0='${watcher.destination}'`);
    bus.connection.on('message', ({ member, body }: { member?: string; body?: unknown[] }) => {
      // It may be gone again before it has answered.
      if (member === 'NameOwnerChanged' && body?.[2] !== '') announce().catch(() => undefined);
    });
  }

  #item() {
    const fixed = (type: string, value: unknown) => ({ type, access: 'read', get: () => value }) as const;
    const read = (type: string, get: () => unknown) => ({ type, access: 'read', get }) as const;
    return defineInterface({
      name: itemFace,
      methods: {
        Activate: { in: { x: 'i', y: 'i' }, handler: ({ x, y }: { x: number; y: number }) => this.#activated(x, y) },
        SecondaryActivate: { in: { x: 'i', y: 'i' }, handler: () => undefined },
        ContextMenu: { in: { x: 'i', y: 'i' }, handler: () => undefined },
        Scroll: { in: { delta: 'i', orientation: 's' }, handler: () => undefined },
      },
      properties: {
        Category: fixed('s', 'ApplicationStatus'),
        Id: fixed('s', `tocsin_status_icon_${made + 1}`),
        Title: fixed('s', 'Tocsin'),
        Status: fixed('s', 'Active'),
        IconName: fixed('s', ''),
        IconPixmap: read('a(iiay)', () => pixmaps(this.#shown.pixels)),
        ToolTip: read('(sa(iiay)ss)', () => ['', [], this.#shown.tooltip, '']),
        Menu: fixed('o', menuPath),
        ItemIsMenu: fixed('b', false),
      },
      signals: { NewIcon: {}, NewToolTip: {} },
    });
  }

  #menu() {
    type Clicked = { id: number; what: string };
    const clicked = ({ id, what }: Clicked) => {
      if (what === 'clicked') this.#entries.get(id)?.click?.();
    };
    return defineInterface({
      name: menuFace,
      methods: {
        GetLayout: {
          in: { parent: 'i', depth: 'i', names: 'as' },
          out: { revision: 'u', layout: '(ia{sv}av)' },
          handler: ({ parent }: { parent: number }) => ({ revision: this.#revision, layout: this.#layout(parent) }),
        },
        GetGroupProperties: {
          in: { ids: 'ai', names: 'as' },
          out: { properties: 'a(ia{sv})' },
          handler: ({ ids }: { ids: number[] }) =>
            (ids.length === 0 ? [...this.#entries.keys()] : ids).flatMap((id) => {
              const entry = this.#entries.get(id);
              return entry === undefined ? [] : [[id, properties(entry)]];
            }),
        },
        GetProperty: {
          in: { id: 'i', name: 's' },
          out: { value: 'v' },
          handler: ({ id, name }: { id: number; name: string }) =>
            properties(this.#entries.get(id) ?? {}).find(([key]) => key === name)?.[1] ?? new Variant('s', ''),
        },
        Event: {
          in: { id: 'i', what: 's', value: 'v', at: 'u' },
          handler: clicked,
        },
        EventGroup: {
          in: { events: 'a(isvu)' },
          out: { errors: 'ai' },
          handler: ({ events }: { events: [number, string, unknown, number][] }) => {
            for (const [id, what] of events) clicked({ id, what });
            return [];
          },
        },
        AboutToShow: { in: { id: 'i' }, out: { update: 'b' }, handler: () => false },
        AboutToShowGroup: {
          in: { ids: 'ai' },
          out: { updates: 'ai', errors: 'ai' },
          handler: () => ({ updates: [], errors: [] }),
        },
      },
      properties: {
        Version: { type: 'u', access: 'read', get: () => 3 },
        TextDirection: { type: 's', access: 'read', get: () => 'ltr' },
        Status: { type: 's', access: 'read', get: () => 'normal' },
        IconThemePath: { type: 'as', access: 'read', get: () => [] },
      },
      signals: { LayoutUpdated: { args: { revision: 'u', parent: 'i' } } },
    });
  }

  /** The menu below an entry; 0: all of it. Entries are numbered anew, so that a click finds what was shown last. */
  #layout(parent: number): unknown {
    if (parent !== 0) return node(parent, this.#entries.get(parent) ?? {}, () => 0);
    const entries = new Map<number, MenuItemConstructorOptions>();
    const number = (entry: MenuItemConstructorOptions) => {
      entries.set(entries.size + 1, entry);
      return entries.size;
    };
    const root = node(0, { submenu: [...(this.#shown.menu?.items ?? [])] }, number);
    this.#entries = entries;
    return root;
  }
}

function node(
  id: number,
  entry: MenuItemConstructorOptions,
  number: (entry: MenuItemConstructorOptions) => number,
): unknown {
  const below = (entry.submenu ?? []).map((each) => new Variant('(ia{sv}av)', node(number(each), each, number)));
  return [id, properties(entry), below];
}

function properties({ label = '', type, enabled = true, submenu }: MenuItemConstructorOptions): [string, Variant][] {
  if (type === 'separator') return [['type', new Variant('s', 'separator')]];
  return [
    ['label', new Variant('s', mnemonic(label))],
    ['enabled', new Variant('b', enabled)],
    ...(submenu === undefined ? [] : [['children-display', new Variant('s', 'submenu')] as [string, Variant]]),
  ];
}

/** `&` marks a letter in Electron, `_` in this protocol; each doubled is itself. */
function mnemonic(label: string): string {
  return label.replaceAll('_', '__').replaceAll(/&(.)/g, (_, next: string) => (next === '&' ? '&' : `_${next}`));
}

function pixmaps(pixels: Pixels | null): [number, number, Buffer][] {
  if (pixels === null) return [];
  const { width, height, rgba } = pixels;
  const argb = Buffer.alloc(rgba.length);
  for (let at = 0; at < rgba.length; at += 4) {
    argb.set([rgba[at + 3] ?? 0, rgba[at] ?? 0, rgba[at + 1] ?? 0, rgba[at + 2] ?? 0], at);
  }
  return [[width, height, argb]];
}
