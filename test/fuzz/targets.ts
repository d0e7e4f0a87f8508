import { flamencoSubject } from '../contract/flamenco.ts';
import { rackhdSubject } from '../contract/rackhd.ts';
import { saymonSubject } from '../contract/saymon.ts';
import type { Subject } from '../contract/subject.ts';
import type { Gun, Target } from './fuzz.ts';
import { startPolling } from './polling.ts';

/** Every transport that a server's bytes come by. */
export const targets: readonly Target[] = [
  { name: 'Socket.IO 4 by WebSocket', subject: saymonSubject, start: webSocketOf(saymonSubject) },
  { name: 'Socket.IO 4 by polling', subject: saymonSubject, start: startPolling },
  { name: 'Socket.IO 2 by WebSocket', subject: flamencoSubject, start: webSocketOf(flamencoSubject) },
  { name: 'plain WebSocket', subject: rackhdSubject, start: webSocketOf(rackhdSubject) },
];

/** A WebSocket takes every frame at once. */
function webSocketOf(subject: Subject): () => Promise<Gun> {
  return async () => ({ ...(await subject.start()), waiting: () => 0 });
}
