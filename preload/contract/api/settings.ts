import type { Cause } from './cause.ts';
import type { Sound } from './rule.ts';

/** The parts of the screen of settings in their order; each one can be linked to: `#settings=history`. */
export const settingsSections = [
  'notifications',
  'quiet-hours',
  'start',
  'appearance',
  'keys',
  'history',
  'network',
  'privacy',
  'transfer',
  'diagnosis',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** A proxy that wants a sign-in. The password itself never reaches a window: only where it is kept. */
export interface ProxySignIn {
  readonly url: string;
  readonly login: string;
  readonly password?: unknown;
}

/** `system`: as the environment says; `none`; else an address. */
export type ProxyPreference = string | ProxySignIn;

/** How much the history holds. */
export interface HistorySize {
  readonly bytes: number;
  /** Without those of streams. */
  readonly rows: number;
  readonly streams: number;
  /** When the oldest event came, epoch ms; null: there is none. */
  readonly oldestAt: number | null;
}

/** The sounds that can be heard. */
export type Audible = Exclude<Sound, 'none'>;

/** What this computer has to show and to play notifications with. */
export interface ToastWays {
  /** The names of the drivers, best first. */
  readonly drivers: readonly string[];
  /** Why a sound cannot be played here; null: it can. */
  readonly sounds: Readonly<Record<Audible, Cause | null>>;
}
