import { describe, expect, it } from 'vitest';
import { mayOpen } from '../preload/contract/links.ts';

const farm = { url: 'http://manager.example:8080/farm' };
const racks = { url: 'wss://rackhd.example:9100', webUrl: 'http://Racks.example/#/{type}/{id}' };
const hall = { url: 'ws://hall.example:9100' };

describe('what the browser may open', () => {
  it.each<[string, boolean]>([
    ['https://saymon.example/objects/64bb02', true],
    ['https://ops:secret@saymon.example/', false],
    ['https://ops@saymon.example/', false],
    ['http://saymon.example/', false],
    // Into the servers themselves.
    ['http://manager.example:8080/app/jobs/1b3c', true],
    ['HTTP://MANAGER.example:8080/app/jobs/1b3c', true],
    ['http://racks.example:80/#/node/57b1aa', true],
    ['http://hall.example:9100/', true],
    // Another port, host or scheme is another server.
    ['http://manager.example/app/jobs/1b3c', false],
    ['http://manager.example:8081/', false],
    ['http://manager.example.evil.example:8080/', false],
    ['http://racks.example.evil.example/', false],
    ['http://rackhd.example:9100/', false],
    ['ws://hall.example:9100/', false],
    // An address that only looks like it.
    ['http://manager.example:8080@evil.example/', false],
    ['http://ops:secret@manager.example:8080/', false],
    ['blob:http://manager.example:8080/1b3c', false],
    ['file:///etc/passwd', false],
    ['javascript:alert(1)//http://manager.example:8080/', false],
    ['ms-settings:privacy', false],
    ['https//', false],
    ['', false],
  ])('%s: %s', (address, may) => {
    expect(mayOpen(address, [farm, racks, hall])).toBe(may);
  });

  it('without a server only https', () => {
    expect(mayOpen('https://saymon.example/', [])).toBe(true);
    expect(mayOpen('http://manager.example:8080/', [])).toBe(false);
    expect(mayOpen('http://manager.example:8080/', [{ url: 'no address', webUrl: null }])).toBe(false);
  });
});
