/** A bare socket.io-client that only counts, in a process of its own: what the product is measured beside. */
import { io } from 'socket.io-client';

const [url, total] = [process.argv[2] ?? '', Number(process.argv[3] ?? 0)];
const socket = io(url, { transports: ['websocket'], reconnection: false });
let count = 0;
let firstAt = 0;
socket.on('connect', () => socket.emit('add-topics', 'incidents'));
socket.on('incidents', () => {
  const now = performance.timeOrigin + performance.now();
  if (count === 0) firstAt = now;
  count += 1;
  if (total === 0) process.send?.({ at: now });
  else if (count === total) process.send?.({ count, ms: now - firstAt });
});
process.on('disconnect', () => process.exit(0));
