import { plurals } from '../plurals.ts';

const choose = plurals('ru');

/** `событие`, `события`, `событий` */
export function form(count: number, one: string, few: string, many: string): string {
  return choose(count, { one, few, many, other: few });
}

/** `5 событий` */
export function events(count: number): string {
  return `${count} ${form(count, 'событие', 'события', 'событий')}`;
}
