import { batch, signal } from '@preact/signals';
import type { Language } from '../preload/contract/api.ts';
import { type KindTexts, speak, type Translation } from '../preload/contract/texts/index.ts';
import { keep, recall } from './remembered.ts';

/** Null: English, which is there from the start. Whatever reads a text while it is drawn is drawn again when this changes. */
const spoken = signal<Translation | null>(null);
let wanted: Language = 'en';

/** The texts of the kinds of servers; null: as they come, in English. */
const kinds = signal<KindTexts | null>(null);
/** Something that is drawn shows them, so they come with each language from then on. */
let kindsNeeded = false;

/** It is known in which language to begin. */
const begun = signal(false);

/** Whether there is no other language to wait for before anything is shown. */
export function mayBegin(): boolean {
  return begun.value;
}

/** What the kinds of servers say in the language that is spoken; null: as they come, in English. */
export function kindTexts(): KindTexts | null {
  return kinds.value;
}

/** Speaks a language once its texts are there; false: they cannot be had, and what was spoken goes on. */
export async function speakLanguage(language: Language): Promise<boolean> {
  wanted = language;
  try {
    const [translation, ofKinds] = await Promise.all([
      translationOf(language),
      kindsNeeded ? kindsOf(language) : undefined,
    ]);
    if (wanted === language) begin(language, translation, ofKinds);
    return true;
  } catch {
    begun.value = true;
    return false;
  }
}

/** Has the texts of the kinds of servers there before they are drawn. Where they cannot be had they are in English. */
export async function needKinds(): Promise<void> {
  kindsNeeded = true;
  const language = wanted;
  if (kinds.value !== null || language === 'en') return;
  const found = await kindsOf(language).catch(() => null);
  if (wanted === language) kinds.value = found;
}

async function translationOf(language: Language): Promise<Translation | null> {
  return language === 'en' ? null : (await import('../preload/contract/texts/ru/index.ts')).russian;
}

async function kindsOf(language: Language): Promise<KindTexts | null> {
  return language === 'en' ? null : (await import('../preload/contract/texts/ru/kinds/index.ts')).kinds;
}

/** `ofKinds` undefined: nothing shows them yet, or they are on their way. */
function begin(language: Language, translation: Translation | null, ofKinds: KindTexts | null | undefined): void {
  speak(() => spoken.value);
  batch(() => {
    spoken.value = translation;
    if (ofKinds !== undefined) kinds.value = ofKinds;
    begun.value = true;
  });
  document.documentElement.lang = language;
  keep('language', language);
}

/** Speaks what was spoken the last time, before anything is drawn. */
export async function speakAsBefore(): Promise<void> {
  if (recall('language') === 'ru') await speakLanguage('ru');
}
