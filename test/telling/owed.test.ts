import { beforeEach, describe, expect, it } from 'vitest';
import { Owed } from '../../main/telling/owed.ts';

let written: [string, number][];
let owed: Owed;

beforeEach(() => {
  written = [];
  owed = new Owed({
    history: { summarised: async (server, upTo) => void written.push([server, upTo]) },
    failed: () => undefined,
  });
});

describe('what is owed', () => {
  it('is told up to the first event that another teller has not told', async () => {
    for (const id of [3, 4, 7]) owed.owes('noc', 'summary', id);
    for (const id of [5, 6]) owed.owes('noc', 'equal', id);
    await owed.told('noc', 'summary', 7);
    await owed.told('noc', 'equal', 6);
    expect(written).toEqual([
      ['noc', 4],
      ['noc', 7],
    ]);
  });

  it('is what came since, where a teller has told a part', async () => {
    for (const id of [1, 2, 3, 4]) owed.owes('noc', 'summary', id);
    await owed.told('noc', 'summary', 2);
    expect(owed.lastOf('noc', 'summary')).toBe(4);
    await owed.told('noc', 'summary', 4);
    expect(owed.lastOf('noc', 'summary')).toBeNull();
    expect(written).toEqual([
      ['noc', 2],
      ['noc', 4],
    ]);
  });

  it('does not wait for a teller that cannot tell', async () => {
    owed.owes('noc', 'gap', 1);
    owed.owes('noc', 'summary', 2);
    owed.leave('noc', 'gap');
    await owed.told('noc', 'summary', 2);
    expect(written).toEqual([['noc', 2]]);
  });

  it('is kept for each server', async () => {
    owed.owes('noc', 'summary', 1);
    owed.owes('iot', 'summary', 2);
    await owed.told('iot', 'summary', 2);
    expect(written).toEqual([['iot', 2]]);
    expect(owed.lastOf('noc', 'summary')).toBe(1);
  });
});
