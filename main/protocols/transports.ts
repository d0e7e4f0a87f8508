import { transports } from 'engine.io-client';
import type { Clock } from '../clock.ts';
import { Backlog, Room } from './backlog.ts';
import { faultOf, quoted, survive, wireFault } from './frame-faults.ts';
import { bytesOf, type Unreadable, unread, unseen } from './unread.ts';
import { createValve, type Valve } from './valve.ts';

/** The largest message that is read, in bytes; a larger one ends the line. */
export const largestBytes = 32 * 1024 * 1024;

/** What all WebSockets take in while their reading pauses: a flood of a minute, so that no server has to keep it. */
const sharedRoom = new Room(128 * 1024 * 1024);
/** So many frames that waited are read without a break. */
const frameSlice = 1_000;
/** A heartbeat of the server, which waits for nobody: https://socket.io/docs/v4/engine-io-protocol/#heartbeat */
const heartbeat = '2';

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
  /**
   * Stops reading. What the server sends is kept as it comes, as far as there is room, and then waits in TCP's windows.
   * The line is kept alive meanwhile; its end is told after what came before it.
   */
  pause(): void;
  resume(): void;
  /** When the oldest of what is not read yet came, or reading stopped, epoch ms; null: all is read. */
  behindSince(): number | null;
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
  room = sharedRoom,
): GuardedTransport {
  const valve = createValve(clock);
  return {
    options: {
      transports:
        name === 'websocket' ? [guardedWebSocket(valve, clock, unreadable, room)] : [guardedPolling(valve, unreadable)],
      upgrade: false,
      maxPayload: largestBytes,
    },
    pause: () => valve.set(true),
    resume: () => valve.set(false),
    behindSince: () => valve.reading?.behindSince?.() ?? valve.heldSince,
    mute: () => valve.reading?.mute() ?? false,
  };
}

type WebSocketTransport = InstanceType<typeof transports.websocket>;
type EnginePacket = Parameters<WebSocketTransport['onPacket']>[0];
type CloseDetails = Parameters<WebSocketTransport['onClose']>[0];

function guardedWebSocket(valve: Valve, clock: Clock, unreadable: Unreadable, room: Room): typeof transports.websocket {
  return class extends transports.websocket {
    readonly #backlog = new Backlog(room);
    #opened = false;
    #frame: unknown = null;
    /** The socket is not read at all: there is no room. */
    #stopped = false;
    /** What waits is read on in the next turn of the loop. */
    #goesOn = false;
    /** How the line ended, which is told once all that came before has been read. */
    #end: (() => void) | null = null;

    override doOpen(): this {
      valve.attach({
        mute: () => this.readyState === 'open' && !this.#opened,
        behindSince: () => this.#backlog.since,
        release: () => this.#catchUp(),
        ping: () => super.onPacket({ type: 'ping' }),
      });
      return super.doOpen();
    }

    protected override onData(frame: unknown): void {
      // One that was given up goes on hearing what was on its way.
      if (this.readyState !== 'open') return;
      const waits = valve.held || !this.#backlog.empty;
      if (!waits || !this.#opened || frame === heartbeat) return this.#read(frame);
      this.#backlog.push(frame, clock.now());
      if (!this.#backlog.full) return;
      this.#stopped = true;
      this.ws?.pause();
    }

    #read(frame: unknown): void {
      this.#frame = frame;
      survive(frame, unreadable, () => super.onData(frame));
    }

    /** Reads what waits until reading is held back again, and then tells the end, if it has come. */
    #catchUp(): void {
      if (this.#backlog.empty) {
        const end = this.#end;
        this.#end = null;
        end?.();
        return;
      }
      // Of a line that has ended no heartbeat comes any more, and the library would end it too soon.
      if (this.#end !== null) super.onPacket({ type: 'ping' });
      for (let n = 0; n < frameSlice && !valve.held && !this.#backlog.empty; n++) this.#read(this.#backlog.shift());
      if (this.#stopped && this.#backlog.ready) {
        this.#stopped = false;
        this.ws?.resume();
      }
      // The library tells what it has read in the next turn: the end comes in the one after.
      if (!this.#goesOn && (!valve.held || this.#backlog.empty)) {
        this.#goesOn = true;
        setImmediate(() => {
          this.#goesOn = false;
          this.#catchUp();
        });
      }
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
      if (!this.#backlog.empty) {
        this.#end ??= () => void this.onError(reason, description, context);
        return this;
      }
      const fault = wireFault(description);
      if (fault !== null) unreadable(unseen(largestBytes), fault);
      return super.onError(reason, description, context);
    }

    /** Closed by this end: nothing that waits is read any more. */
    override doClose(): void {
      this.#backlog.clear();
      this.#end = null;
      // A socket that is not read would not see the other end's answer.
      if (this.#stopped) this.ws?.resume();
      super.doClose();
    }

    protected override onClose(details?: CloseDetails): void {
      if (!this.#backlog.empty) {
        this.#end ??= () => this.onClose(details);
        return;
      }
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
