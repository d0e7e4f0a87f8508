import type { ButtonKey } from '../../preload/contract/texts/index.ts';

/** What a native toast carries of itself, so that a later run understands a click on it. */
export interface ToastTag {
  /** The run that showed it. */
  readonly owner: string;
  readonly id: number;
  /** The event that it is about; null: a summary. */
  readonly about: number | null;
  /** The keys of its buttons, in their order. */
  readonly keys: readonly string[];
}

const letters: Readonly<Record<ButtonKey, string>> = {
  open: 'o',
  seen: 's',
  acknowledge: 'a',
  snooze: 'z',
  retry: 'r',
  'sign-in': 'i',
};
/** Events are numbered from 1. */
const noEvent = 0;
const form = /^([0-9a-z]+-[0-9a-z]+)-(\d{1,9})-(\d{1,15})-([a-z]*)$/;

/** The name of a run. */
export function ownerOf(pid: number, startedAt: number): string {
  return `${pid.toString(36)}-${startedAt.toString(36)}`;
}

/** A tag as text: at most 64 letters, digits and dashes, which is what Windows takes. */
export function tagText({ owner, id, about, keys }: ToastTag): string {
  return `${owner}-${id}-${about ?? noEvent}-${keys.map((key) => letterOf(key)).join('')}`;
}

/** Reads it back; null: it is none of ours. */
export function readTag(text: string): ToastTag | null {
  const [, owner, id, about, buttons] = form.exec(text) ?? [];
  if (owner === undefined || buttons === undefined) return null;
  const keys = [...buttons].map(keyOf);
  return { owner, id: Number(id), about: Number(about) === noEvent ? null : Number(about), keys };
}

/** A button that the table lacks holds its place, for buttons are told by their number. */
const unknown = 'x';

function letterOf(key: string): string {
  return Object.entries(letters).find(([each]) => each === key)?.[1] ?? unknown;
}

function keyOf(letter: string): string {
  return Object.entries(letters).find(([, each]) => each === letter)?.[0] ?? '';
}
