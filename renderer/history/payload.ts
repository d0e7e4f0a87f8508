import { historyScreen } from '../../preload/contract/texts/index.ts';

const charactersShown = 300;
const itemsShown = 100;
const levelsShown = 20;

/** A payload of which everything long is cut with a mark that says how much more there is. */
export interface Shortened {
  readonly value: unknown;
  readonly isCut: boolean;
}

/** Cuts long texts, long lists and what lies deep, so that what a server sends can be looked at. */
export function shortened(payload: unknown): Shortened {
  let isCut = false;
  const more = (count: number, what: 'moreCharacters' | 'moreItems' | 'moreFields'): string => {
    isCut = true;
    return historyScreen[what](count);
  };
  function of(value: unknown, level: number): unknown {
    if (typeof value === 'string') {
      if (value.length <= charactersShown) return value;
      return value.slice(0, charactersShown).toWellFormed() + more(value.length - charactersShown, 'moreCharacters');
    }
    if (typeof value !== 'object' || value === null) return value;
    if (level === levelsShown) {
      isCut = true;
      return '…';
    }
    if (Array.isArray(value)) {
      const shown = value.slice(0, itemsShown).map((each) => of(each, level + 1));
      return value.length <= itemsShown ? shown : [...shown, more(value.length - itemsShown, 'moreItems')];
    }
    const entries = Object.entries(value);
    const shown = entries.slice(0, itemsShown).map(([name, each]) => [String(of(name, level)), of(each, level + 1)]);
    const rest = entries.length - itemsShown;
    return Object.fromEntries(rest <= 0 ? shown : [...shown, ['…', more(rest, 'moreFields')]]);
  }
  return { value: of(payload, 0), isCut };
}

/** Whether something lies this deep: indented, it would be far more white space than text. */
export function isDeep(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((each) => isDeep(each, levels - 1));
}
