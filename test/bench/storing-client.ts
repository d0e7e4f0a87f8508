/**
 * A bare socket.io-client that puts what it counts into a history, and judges nothing: no alert, no rule, no toast. In a
 * process of its own; what is between it and the product is what judging costs.
 */
import { Worker } from 'node:worker_threads';
import { io } from 'socket.io-client';
import { systemClock } from '../../main/clock.ts';
import type { NewEvent } from '../../main/history/history.ts';
import { openHistory } from '../../main/history/open.ts';
import { newEvent } from '../history/events.ts';
import { perBatch } from './big-history.ts';
import type { Incident } from './flood-server.ts';

/** As long as the intake gathers in a flood. */
const gatherMs = 60;

const [url, directory, total] = [process.argv[2] ?? '', process.argv[3] ?? '', Number(process.argv[4] ?? 0)];
const worker = new URL('../../main/history/worker.ts', import.meta.url);
const history = await openHistory({
  directory,
  start: (workerData) => new Worker(worker, { workerData }),
  clock: systemClock,
});
const socket = io(url, { transports: ['websocket'], reconnection: false });
const came: NewEvent[] = [];
let committing = 0;
let stored = 0;
let firstAt = 0;
let gathering = false;

function eventOf(message: Incident): NewEvent {
  const { id, entityId, text, timestamp } = message.payload;
  return newEvent({
    key: `incident:${id}:${timestamp}`,
    subject: { type: 'object', id: entityId, name: null },
    alert: null,
    title: text,
    body: '',
    occurredAt: timestamp,
    receivedAt: timestamp,
    payload: JSON.stringify(message),
  });
}
async function commit(): Promise<void> {
  if (committing === 2 || came.length === 0) return;
  committing += 1;
  const events = came.splice(0, perBatch);
  await history.add({ events, alerts: [], repeats: [] });
  committing -= 1;
  stored += events.length;
  if (stored === total) process.send?.({ count: stored, ms: performance.now() - firstAt });
  if (came.length >= perBatch || stored + came.length === total) void commit();
}
socket.on('connect', () => socket.emit('add-topics', 'incidents'));
socket.on('incidents', (message: Incident) => {
  if (firstAt === 0) firstAt = performance.now();
  came.push(eventOf(message));
  if (came.length >= perBatch) void commit();
  if (gathering) return;
  gathering = true;
  setTimeout(() => {
    gathering = false;
    void commit();
  }, gatherMs);
});
process.on('disconnect', () => {
  socket.close();
  void history.close().then(() => process.exit(0));
});
