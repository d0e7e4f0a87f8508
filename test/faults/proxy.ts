import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** A TCP proxy between any client and any stand-in. Each fault holds for living lines and for new ones, until `heal`. */
export interface FaultProxy {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  readonly port: number;
  /** Living lines. */
  lines(): number;
  /** Pieces that were passed on since the start, in both directions. */
  pieces(): number;
  /** Every piece arrives so many ms later. */
  delay(ms: number): void;
  /** At most so many bytes a second pass, in each direction. */
  throttle(bytesPerSecond: number): void;
  /** One bit of each piece is wrong; `random` gives 0 <= r < 1. */
  corrupt(random: () => number): void;
  /** Each byte comes by itself. */
  split(): void;
  /** Lines are accepted and stay open, and nothing passes any more: what comes is swallowed. */
  halfOpen(): void;
  /** Ends all lines as if the other end had closed them. */
  cut(): void;
  /** Resets all lines. */
  reset(): void;
  heal(): void;
  close(): Promise<void>;
}

interface Fault {
  readonly delayMs: number;
  readonly bytesPerSecond: number;
  readonly corrupt: (() => number) | null;
  readonly split: boolean;
  readonly swallow: boolean;
}

const sound: Fault = {
  delayMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  corrupt: null,
  split: false,
  swallow: false,
};

/** Starts a proxy on a free port of 127.0.0.1 that leads to another one. */
export async function startProxy(port: number): Promise<FaultProxy> {
  let fault = sound;
  let pieces = 0;
  const sockets = new Set<Socket>();
  const lines = new Set<Socket>();

  function keep(socket: Socket): void {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }
  const server = createServer({ allowHalfOpen: false }, (near) => {
    const far = dial(port, '127.0.0.1');
    keep(near);
    keep(far);
    lines.add(near);
    near.on('close', () => {
      lines.delete(near);
      far.destroy();
    });
    const passedOn = () => void pieces++;
    void carry(near, far, () => fault, passedOn);
    // The end comes behind what was sent before it; whoever waits behind a half-open line is not told of it.
    void carry(far, near, () => fault, passedOn).then(() => {
      if (!fault.swallow) near.end();
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const own = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${own}`,
    port: own,
    lines: () => lines.size,
    pieces: () => pieces,
    delay: (delayMs) => {
      fault = { ...fault, delayMs };
    },
    throttle: (bytesPerSecond) => {
      fault = { ...fault, bytesPerSecond };
    },
    corrupt: (random) => {
      fault = { ...fault, corrupt: random };
    },
    split: () => {
      fault = { ...fault, split: true };
    },
    halfOpen: () => {
      fault = { ...fault, swallow: true };
    },
    cut: () => {
      for (const socket of lines) socket.end();
    },
    reset: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
    heal: () => {
      fault = sound;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    },
  };
}

/** Carries one direction, piece by piece; a slow receiver slows its sender. */
async function carry(from: Socket, to: Socket, faultNow: () => Fault, passedOn: () => void): Promise<void> {
  try {
    for await (const piece of from) {
      const fault = faultNow();
      if (fault.swallow) continue;
      await passed(fault.delayMs);
      if (faultNow().swallow) continue;
      const sent = fault.corrupt === null ? (piece as Buffer) : oneBitWrong(piece as Buffer, fault.corrupt);
      for (const part of partsOf(sent, fault)) {
        await passed((part.length / fault.bytesPerSecond) * 1_000);
        if (to.destroyed) return;
        if (!to.write(part)) await new Promise((resolve) => to.once('drain', resolve).once('close', resolve));
        if (fault.split) await new Promise((resolve) => setImmediate(resolve));
      }
      passedOn();
    }
  } catch {
    // The line was reset or cut in the middle of a piece; its end is told by `close`.
  }
}

function passed(ms: number): Promise<void> {
  return ms < 1 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
}

function oneBitWrong(piece: Buffer, random: () => number): Buffer {
  const wrong = Buffer.from(piece);
  const place = Math.floor(random() * wrong.length);
  wrong[place] = (wrong[place] ?? 0) ^ (1 << Math.floor(random() * 8));
  return wrong;
}

/** Whole, byte by byte, or so much as a slow line carries in 10 ms. */
function partsOf(piece: Buffer, { split, bytesPerSecond }: Fault): readonly Buffer[] {
  const size = split ? 1 : Math.max(1, Math.min(piece.length, Math.ceil(bytesPerSecond / 100)));
  return Array.from({ length: Math.ceil(piece.length / size) }, (_, n) => piece.subarray(n * size, (n + 1) * size));
}
