import { transports } from 'engine.io-client';
import type { Clock } from '../clock.ts';
import { bytesOf, type Unreadable, unread, unseen } from './unread.ts';

/** The largest message that is read, in bytes; a larger one ends the line. */
export const largestBytes = 32 * 1024 * 1024;

/** The message of the error when what answered is no Engine.IO server; its description is the answer's beginning. */
export const foreignAnswer = 'foreign answer';

/** A way to the server that no bytes can crash, and whose reading can pause. */
export interface GuardedTransport {
  /** For the options of socket.io-client. */
  readonly options: {
    readonly transports: (typeof transports.websocket)[] | (typeof transports.polling)[];
    readonly upgrade: false;
    readonly maxPayload: number;
  };
  /** Stops reading; what the server sends waits in TCP's windows. The line is kept alive meanwhile. */
  pause(): void;
  resume(): void;
  /** It stands, a WebSocket's upgrade having been granted, and no handshake of Engine.IO has come. */
  mute(): boolean;
}

/** While reading pauses, no ping of the server is heard, so one is made up this often: both ends stay content. */
const keepAliveMs = 10_000;
const quotedLength = 80;

/**
 * A transport of Engine.IO 4 for socket.io-client, with a guard around what comes in: the library parses a handshake
 * and reads its fields outside of any try, so `0{` or `0null` from a server would end the process.
 */
export function guardedTransport(
  name: 'websocket' | 'polling',
  clock: Clock,
  unreadable: Unreadable,
): GuardedTransport {
  const valve = createValve(clock);
  return {
    options: {
      transports: name === 'websocket' ? [guardedWebSocket(valve, unreadable)] : [guardedPolling(valve, unreadable)],
      upgrade: false,
      maxPayload: largestBytes,
    },
    pause: () => valve.set(true),
    resume: () => valve.set(false),
    mute: () => valve.reading?.mute() ?? false,
  };
}

/** What a living transport lends the valve. */
interface Reading {
  mute(): boolean;
  hold(): void;
  release(): void;
  ping(): void;
}

export interface Valve {
  readonly held: boolean;
  readonly reading: Reading | null;
  set(held: boolean): void;
  attach(reading: Reading): void;
  detach(): void;
}

/** A valve that is open. While it is shut `ping` keeps the line alive in the place of the reading that is held. */
export function createValve(clock: Clock): Valve {
  let reading: Reading | null = null;
  let held = false;
  let cancel = () => {};
  const beat = () => {
    cancel = clock.after(keepAliveMs, () => {
      reading?.ping();
      beat();
    });
  };
  return {
    get held() {
      return held;
    },
    get reading() {
      return reading;
    },
    set(wanted) {
      if (wanted === held) return;
      held = wanted;
      cancel();
      if (held) {
        reading?.hold();
        beat();
      } else reading?.release();
    },
    attach(living) {
      reading = living;
    },
    detach() {
      reading = null;
      cancel();
    },
  };
}

type WebSocketTransport = InstanceType<typeof transports.websocket>;
type EnginePacket = Parameters<WebSocketTransport['onPacket']>[0];
type CloseDetails = Parameters<WebSocketTransport['onClose']>[0];

function guardedWebSocket(valve: Valve, unreadable: Unreadable): typeof transports.websocket {
  return class extends transports.websocket {
    #opened = false;
    #frame: unknown = null;

    override doOpen(): this {
      valve.attach({
        mute: () => this.readyState === 'open' && !this.#opened,
        hold: () => this.ws?.pause(),
        release: () => this.ws?.resume(),
        ping: () => super.onPacket({ type: 'ping' }),
      });
      return super.doOpen();
    }

    protected override onData(frame: unknown): void {
      this.#frame = frame;
      survive(frame, unreadable, () => super.onData(frame));
    }

    protected override onPacket(packet: EnginePacket): void {
      const fault = faultOf(packet, this.#opened);
      if (fault === null) {
        this.#opened = true;
        super.onPacket(packet);
      } else if (this.#opened) unreadable(unread(this.#frame), fault);
      else this.onError(foreignAnswer, quoted(this.#frame));
    }

    protected override onError(reason: string, description: unknown, context?: unknown): this {
      const fault = wireFault(description);
      if (fault !== null) unreadable(unseen(largestBytes), fault);
      return super.onError(reason, description, context);
    }

    protected override onClose(details?: CloseDetails): void {
      valve.detach();
      super.onClose(details);
    }
  };
}

function guardedPolling(valve: Valve, unreadable: Unreadable): typeof transports.polling {
  return class extends transports.polling {
    #opened = false;
    #frame: unknown = null;
    #waits = false;

    override doOpen(): void {
      valve.attach({
        mute: () => this.readyState === 'open' && !this.#opened,
        hold: () => {},
        release: () => {
          if (!this.#waits) return;
          this.#waits = false;
          super.doPoll();
        },
        ping: () => super.onPacket({ type: 'ping' }),
      });
      super.doOpen();
    }

    override doPoll(): void {
      if (valve.held) this.#waits = true;
      else super.doPoll();
    }

    override onData(frame: unknown): void {
      this.#frame = frame;
      if (bytesOf(frame) > largestBytes) {
        unreadable(unread(frame), 'it is too large');
        this.onError('transport error', 'it is too large');
        return;
      }
      survive(frame, unreadable, () => super.onData(frame));
    }

    protected override onPacket(packet: EnginePacket): void {
      const fault = faultOf(packet, this.#opened);
      if (fault === null) {
        this.#opened = true;
        super.onPacket(packet);
      } else if (this.#opened) unreadable(unread(this.#frame), fault);
      else this.onError(foreignAnswer, quoted(this.#frame));
    }

    protected override onClose(details?: CloseDetails): void {
      valve.detach();
      super.onClose(details);
    }
  };
}

/** Why a packet would make the library fail or be misled; null when it is sound. The first one must open the line. */
export function faultOf({ type, data }: Pick<EnginePacket, 'type' | 'data'>, opened: boolean): string | null {
  if (type === 'error') return 'it is no packet of Engine.IO';
  if (type !== 'open') return opened ? null : 'it comes before the handshake';
  return opened ? 'a second handshake' : handshakeFault(data);
}

function handshakeFault(data: unknown): string | null {
  const { sid, upgrades, pingInterval, pingTimeout } = objectOf(data);
  const sound = typeof sid === 'string' && Array.isArray(upgrades) && isDelay(pingInterval) && isDelay(pingTimeout);
  return sound ? null : 'a handshake that is none';
}

function objectOf(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: then it has none of the fields, and is no handshake.
    return {};
  }
}

/** Both delays are added up for one timer, which takes 31 bits. */
function isDelay(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 2 ** 30;
}

/** Runs what reads a frame; whatever it throws is told to `unreadable` and goes no further. */
export function survive(frame: unknown, unreadable: Unreadable, read: () => void): void {
  try {
    read();
  } catch (error) {
    unreadable(unread(frame), error instanceof Error ? error.message : String(error));
  }
}

/** ws says so of a message beyond `maxPayload` and of bytes that are no WebSocket frames. */
export function wireFault(description: unknown): string | null {
  const error = (description as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error;
  return String(error?.code ?? '').startsWith('WS_ERR_') ? String(error?.message) : null;
}

/** The beginning of a frame of text, for a line about it; empty for bytes. */
export function quoted(frame: unknown): string {
  return typeof frame === 'string' ? frame.slice(0, quotedLength) : '';
}
