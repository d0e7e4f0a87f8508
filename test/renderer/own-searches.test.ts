import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { ownSearches } from '../../renderer/history/own-searches.ts';

describe('a search for what Tocsin itself says', () => {
  beforeEach(() => speak(() => russian));
  afterEach(() => speak(() => null));

  it.each([
    ['ошибка датчика', '"Sensor error"', 'Ошибка датчика'],
    ['датч', '"Sensor error"', 'Ошибка датчика'],
    ['узел недоступен', '"Node inaccessible"', 'Узел недоступен'],
    ['никто не отвечает', '"Nothing answers at"', 'По адресу …:… никто не отвечает'],
    ['датчика UPS-1 web', '"Sensor error" ups 1 web', 'Ошибка датчика'],
    ['уже неактуально', '"overtaken"', '…, уже неактуально'],
  ])('%s is offered by its English words', (typed, search, says) => {
    expect(ownSearches(typed)[0]).toMatchObject({ search });
    expect(ownSearches(typed)[0]?.says).toContain(says);
  });

  it.each([['CPU'], [''], ['зебра'], ['Sensor error'], ['...']])('%s is not offered another', (typed) => {
    expect(ownSearches(typed)).toEqual([]);
  });

  it('offers three at most', () => {
    expect(ownSearches('не')).toHaveLength(3);
  });

  it('offers nothing where English is spoken', () => {
    speak(() => null);
    expect(ownSearches('ошибка датчика')).toEqual([]);
  });
});
