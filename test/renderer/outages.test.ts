import { describe, expect, it } from 'vitest';
import type { Cause, ConnectionState, ServerState } from '../../preload/contract/api.ts';
import { type Outages, outagesOf } from '../../renderer/outages.ts';

const refused: Cause = { code: 'refused', params: { host: 'noc', port: 1 } };
const late: Cause = { code: 'time', params: {} };
const waiting = { name: 'waiting', attempt: 1, retryAt: 2, why: late } as const;
const connecting = { name: 'connecting', attempt: 2 } as const;

function noc(state: ConnectionState, lostAt: number | null, enabled = true): readonly ServerState[] {
  const rest = { muted: false, since: 1, lastEventAt: null, pressed: false, proven: true, unreadable: null };
  return [{ ...rest, id: 'noc', name: 'NOC', protocol: 'saymon', enabled, state, lostAt }];
}

const none: Outages = new Map();
const known: Outages = new Map([['noc', refused]]);

describe('why a server is not online', () => {
  it.each([
    ['is what its state says', none, noc(waiting, 1), late],
    ['is the newest', known, noc(waiting, 1), late],
    ['is what it wants', none, noc({ name: 'blocked', why: refused }, 1), refused],
    ['holds while it is tried again', known, noc(connecting, 1), refused],
    ['is not known before it was told', none, noc(connecting, 1), undefined],
    ['is nothing while it is tried for the first time', known, noc(connecting, null), undefined],
    ['is nothing when it is online', known, noc({ name: 'online', since: 1, limits: [] }, null), undefined],
    ['is nothing when it is switched off', known, noc(waiting, 1, false), undefined],
    ['is forgotten with the server', known, [], undefined],
  ] as const)('%s', (_, before, servers, why) => {
    expect(outagesOf(before, servers).get('noc')).toEqual(why);
  });
});
