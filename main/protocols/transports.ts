import { transports } from 'engine.io-client';
import type { Clock } from '../clock.ts';
import { faultOf, quoted, survive, wireFault } from './frame-faults.ts';
import { bytesOf, type Unreadable, unread, unseen } from './unread.ts';
import { createValve, type Valve } from './valve.ts';

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
