import type { Severity } from './event.ts';
import type { DefaultRuleId, Sound } from './rule.ts';

export const toastClicks = ['window', 'server'] as const;

/** How events are shown. */
export interface ToastPreferences {
  readonly driver: string;
  readonly previews: boolean;
  readonly maxPerMinute: number;
  /** What is heard with a toast of a severity; a rule's sound goes before it. */
  readonly sounds: Readonly<Record<Severity, Sound>>;
  /** Critical ones come again until they are seen. */
  readonly repeatCritical: boolean;
  /** What a click opens: the window, or the server's own page where the event has one. */
  readonly click: (typeof toastClicks)[number];
}

/** What would hold back an event's toast, or a part of it, now. Times are epoch ms. */
export type Hindrance =
  /** These servers are muted, by name: only theirs. */
  | { readonly code: 'muted-server'; readonly names: readonly string[] }
  | { readonly code: 'paused'; readonly until: number }
  /** These servers are snoozed, by name: only theirs. */
  | { readonly code: 'snoozed-server'; readonly names: readonly string[] }
  /** `until` null: round the clock. */
  | { readonly code: 'quiet-hours'; readonly until: number | null }
  /** A rule gives it no toast. */
  | { readonly code: 'rule'; readonly rule: DefaultRuleId }
  /** The same, by one of the user's own. */
  | { readonly code: 'own-rule'; readonly name: string }
  | { readonly code: 'do-not-disturb'; readonly driver: string; readonly heldBack: 'usual' | 'all' }
  | { readonly code: 'no-sound' }
  | { readonly code: 'no-player'; readonly text: string }
  | { readonly code: 'no-previews' };

/** A toast that an open page shows by its browser. Every text arrives as the text it is. */
export interface PageToast {
  readonly id: number;
  readonly title: string;
  readonly body: string;
  /** Stays until somebody closes it. */
  readonly stays: boolean;
  readonly silent: boolean;
}

/** What a page says of a toast: its browser took it or not, and what its user did with it. */
export const pageReplies = ['shown', 'failed', 'clicked', 'closed'] as const;
export type PageReply = (typeof pageReplies)[number];
