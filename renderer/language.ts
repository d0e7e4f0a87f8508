import { signal } from '@preact/signals';
import type { Language } from '../preload/contract/api.ts';
import { speak, type Translation } from '../preload/contract/texts/index.ts';
import { keep, recall } from './remembered.ts';

/** Null: English, which is there from the start. Whatever reads a text while it is drawn is drawn again when this changes. */
const spoken = signal<Translation | null>(null);
let wanted: Language = 'en';

/** It is known in which language to begin. */
const begun = signal(false);

/** Whether there is no other language to wait for before anything is shown. */
export function mayBegin(): boolean {
  return begun.value;
}

/** Speaks a language once its texts are there; false: they cannot be had, and what was spoken goes on. */
export async function speakLanguage(language: Language): Promise<boolean> {
  wanted = language;
  try {
    const translation = language === 'en' ? null : (await import('../preload/contract/texts/ru/index.ts')).russian;
    if (wanted === language) begin(language, translation);
    return true;
  } catch {
    begun.value = true;
    return false;
  }
}

function begin(language: Language, translation: Translation | null): void {
  speak(() => spoken.value);
  spoken.value = translation;
  begun.value = true;
  document.documentElement.lang = language;
  keep('language', language);
}

/** Speaks what was spoken the last time, before anything is drawn. */
export async function speakAsBefore(): Promise<void> {
  if (recall('language') === 'ru') await speakLanguage('ru');
}
