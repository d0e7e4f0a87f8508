import { expect, it } from 'vitest';
import { type Address, addressAgain, addressOf, keepingPort, usualAddress } from '../../main/serve/address.ts';

const free: Address = { host: '127.0.0.1', port: 0, asked: true };
const named: Address = { host: '127.0.0.1', port: 5000, asked: true };
const restarted = keepingPort({}, 'http://127.0.0.1:40123');

it.each<[string, Address, NodeJS.ProcessEnv, Address]>([
  ['the usual one', usualAddress, {}, usualAddress],
  ['a free one', free, {}, free],
  ['after a restart where it was', free, restarted, { ...free, port: 40_123, asked: false }],
  ['after a restart where it was, beside the usual one', usualAddress, restarted, { ...usualAddress, port: 40_123 }],
  ['the named one', named, restarted, named],
  ['a free one, when nothing was open yet', free, keepingPort({}, null), free],
  ['a free one, whatever stands in the environment', free, { TOCSIN_DOOR_PORT: '99999' }, free],
  ['a free one, without a number there', free, { TOCSIN_DOOR_PORT: 'x' }, free],
])('the door of a start: %s', (_, address, env, place) => {
  expect(addressAgain(address, env)).toEqual(place);
});

it.each(['127.0.0.999:4747', '127.0.0.256:4747', '10.0.0.1:4747'])('%s is no loopback address', (text) => {
  expect(addressOf(text)).toMatchObject({ fault: expect.stringContaining('is not a loopback address') });
});
