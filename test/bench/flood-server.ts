/**
 * A SAYMON server in a process of its own that sends incidents on demand: real socket.io 4.5.0, no REST.
 * Messages from the parent: {flood: N} as fast as the sockets take them; {rate, forMs} so many a second;
 * {single: n} one incident. Answers: {listening: port}, {subscribed: sockets}, {sent: N, atMs}.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

type Order = { flood: number } | { rate: number; forMs: number } | { single: number };

/** Bytes that may wait in a socket before the flood waits for it. */
const pressedAt = 4 * 1024 * 1024;
/** The flood waits so long for room: a fraction of what it takes to read as much. */
const pressedMs = 2;

/** Incidents that a steady rate is spread over: a plant has so many, not ever more. */
const changing = 20_000;

const server = createServer();
const io = new Server(server, { serveClient: false, maxHttpBufferSize: 64e6, perMessageDeflate: false });
let next = 0;
let subscribed = 0;

export type Incident = ReturnType<typeof incident>;

/** An incident of about 310 bytes on the wire, one of so many that change by turns. */
function incident(number: number, among = Number.POSITIVE_INFINITY) {
  const id = (among === Number.POSITIVE_INFINITY ? number : number % among).toString(16).padStart(24, '0');
  return {
    changeType: 1,
    payload: {
      id,
      entityId: (number % 5_000).toString(16).padStart(24, '0'),
      entityType: 1,
      state: String([1, 2, 4][number % 3]),
      text: `CPU load over ${number % 100} % on core-switch-${number % 5_000}`,
      timestamp: Date.now(),
      localTimestamp: Date.now(),
      type: 2,
      branchId: '64cc03aa64cc03aa64cc03aa',
      reason: { code: 12, data: {} },
    },
  };
}

function emit(among?: number): void {
  io.emit('incidents', incident(next++, among));
}

function pressed(): boolean {
  for (const socket of io.sockets.sockets.values()) {
    const { writeBuffer, transport } = socket.conn as unknown as {
      readonly writeBuffer: readonly unknown[];
      readonly transport: { readonly socket?: { readonly bufferedAmount: number } };
    };
    if (writeBuffer.length > 5_000 || (transport.socket?.bufferedAmount ?? 0) > pressedAt) return true;
  }
  return false;
}

function flood(total: number): void {
  const end = next + total;
  const startedAt = Date.now();
  const step = () => {
    for (let n = 0; n < 500 && next < end && !pressed(); n++) emit();
    // One that looked again and again whether there is room would take a core from what is measured.
    if (next < end && pressed()) setTimeout(step, pressedMs);
    else if (next < end) setImmediate(step);
    else process.send?.({ sent: total, atMs: startedAt });
  };
  step();
}

function steady(rate: number, forMs: number): void {
  const first = next;
  const startedAt = Date.now();
  const timer = setInterval(() => {
    const due = first + Math.floor((Math.min(Date.now() - startedAt, forMs) * rate) / 1000);
    while (next < due) emit(changing);
    if (Date.now() - startedAt < forMs) return;
    clearInterval(timer);
    process.send?.({ sent: next - first, atMs: startedAt });
  }, 5);
}

io.on('connection', (socket) => {
  socket.on('add-topics', (topic: string) => {
    if (topic !== 'incidents') return;
    subscribed += 1;
    process.send?.({ subscribed });
  });
});
process.on('message', (order: Order) => {
  if ('flood' in order) flood(order.flood);
  else if ('rate' in order) steady(order.rate, order.forMs);
  else {
    const startedAt = performance.timeOrigin + performance.now();
    emit();
    process.send?.({ sent: 1, atMs: startedAt });
  }
});
process.on('disconnect', () => process.exit(0));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.({ listening: typeof address === 'object' && address !== null ? address.port : 0 });
});
