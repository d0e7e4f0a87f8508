import type { Clause, IdLink } from '../../../preload/contract/api.ts';
import { levels } from './words.ts';

/** Addresses of objects and links in SAYMON's own pages, and of its REST interface. */
export const objectPattern = 'objects?[/=-]([0-9A-Za-z]+)';
export const linkPattern = 'links?[/=-]([0-9A-Za-z]+)';

const entityLinks: readonly IdLink[] = [
  { pattern: objectPattern, id: 'objects-$1' },
  { pattern: linkPattern, id: 'links-$1' },
];

/** What a filter of incidents can ask. https://api.saymon.tech/documentation/misc/incident-filter.html */
export const clauses: readonly Clause[] = [
  {
    name: 'severity',
    label: 'Level',
    asks: 'several',
    choices: Object.entries(levels)
      .filter(([, { severity }]) => severity !== 'ok')
      .map(([value, { name }]) => ({ value, label: name })),
  },
  { name: 'entity', label: 'Object or link', asks: 'id', links: entityLinks, offered: true },
  {
    name: 'parentFilter',
    label: 'Below the object',
    asks: 'id',
    links: [{ pattern: objectPattern, id: '$1' }],
    beside: true,
    offered: true,
  },
  { name: 'classId', label: 'Class', asks: 'id' },
  { name: 'tags', label: 'Tag', asks: 'id' },
  {
    name: 'text',
    label: 'Text',
    asks: 'words',
    choices: [
      { value: '_ct', label: 'contains' },
      { value: '_nct', label: 'does not contain' },
      { value: '_eq', label: 'is' },
      { value: '_neq', label: 'is not' },
      { value: '_m', label: 'matches' },
    ],
  },
];
