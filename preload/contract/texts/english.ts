import { type PluralForms, plurals } from './plurals.ts';

const choose = plurals('en');

/** `event`, `events` */
export function form(count: number, one: string, other: string): string {
  const forms: PluralForms = { one, other };
  return choose(count, forms);
}
