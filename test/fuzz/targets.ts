import { flamencoSubject } from '../contract/flamenco.ts';
import { kameaSubject } from '../contract/kamea.ts';
import { rackhdSubject } from '../contract/rackhd.ts';
import { saymonSubject } from '../contract/saymon.ts';
import type { Subject } from '../contract/subject.ts';
import { boiler } from '../servers/kamea.ts';
import { type Gun, type Target, unhurried } from './fuzz.ts';
import { startPolling } from './polling.ts';

/** With several, each denial among the frames would begin a search for the one that it means. */
const oneDevice: Subject = {
  ...kameaSubject,
  settings: (url, change = {}) => kameaSubject.settings(url, { devices: [boiler], ...change }),
};

/** Every transport that a server's bytes come by, and every kind of server. */
export const targets: readonly Target[] = [
  { name: 'Socket.IO 4 by WebSocket', subject: saymonSubject, start: webSocketOf(saymonSubject) },
  { name: 'Socket.IO 4 by WebSocket, in a namespace', subject: oneDevice, start: webSocketOf(oneDevice) },
  { name: 'Socket.IO 4 by polling', subject: saymonSubject, start: startPolling },
  { name: 'Socket.IO 2 by WebSocket', subject: flamencoSubject, start: webSocketOf(flamencoSubject) },
  { name: 'plain WebSocket', subject: rackhdSubject, start: webSocketOf(rackhdSubject) },
];

/** A WebSocket takes every frame at once. */
function webSocketOf(subject: Subject): () => Promise<Gun> {
  return async () => ({ ...(await subject.start(unhurried)), waiting: () => 0 });
}
