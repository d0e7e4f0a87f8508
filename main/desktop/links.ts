import { type SettingsSection, type Spot, settingsSections } from '../../preload/contract/api.ts';

/** Where a window opens: at an event, at a server, at a screen or a part of the settings. */
export type WindowPlace =
  | Spot
  | { readonly screen: 'settings'; readonly section: SettingsSection }
  | { readonly screen: 'overview' | 'history' | 'servers' | 'settings' }
  | Record<never, never>;

const screens = ['overview', 'history', 'servers', 'settings'] as const;

/**
 * The place of a link `tocsin://event/12`, `tocsin://servers` or `tocsin://settings/diagnosis`. Any page on the web can open
 * one, so it only shows something and never does anything. What is no link of ours opens the window as it is.
 */
export function placeOfLink(link: string): WindowPlace {
  const address = URL.parse(link);
  if (address === null || address.protocol !== 'tocsin:') return {};
  const screen = screens.find((each) => each === address.host);
  const section = settingsSections.find((each) => `/${each}` === address.pathname);
  if (screen === 'settings' && section !== undefined) return { screen, section };
  if (screen !== undefined) return { screen };
  const event = /^\/(\d{1,15})$/.exec(address.pathname)?.[1];
  return address.host === 'event' && event !== undefined ? { event: Number(event) } : {};
}

/** The argument of a start by the system. */
export const startedBySystem = '--started-with-system';

/** Whether the system, and not a person, has started this program. */
export function isStartedBySystem(args: readonly string[]): boolean {
  return args.includes(startedBySystem);
}

/** Where a start opens the window, by its arguments: Windows and Linux hand a link over so. Null: started hidden. */
export function placeOfStart(args: readonly string[]): WindowPlace | null {
  const link = args.find((each) => each.startsWith('tocsin:'));
  if (link !== undefined) return placeOfLink(link);
  return args.includes('--hidden') || args.includes(startedBySystem) ? null : {};
}

/** The arguments that a second start handed over by itself: Chromium changes those that it hands over. Null: it did not. */
export function argumentsOf(handed: unknown): readonly string[] | null {
  if (handed === null || typeof handed !== 'object' || !('args' in handed) || !Array.isArray(handed.args)) return null;
  return handed.args.filter((each) => typeof each === 'string');
}

/** The part of the window's address that names a place; empty: where it was last. */
export function hashOf(place: WindowPlace): string {
  if ('event' in place) return `#history=&event=${place.event}`;
  if ('server' in place) return `#servers=${encodeURIComponent(place.server)}`;
  if ('section' in place) return `#settings=${place.section}`;
  return 'screen' in place ? `#${place.screen}=` : '';
}
