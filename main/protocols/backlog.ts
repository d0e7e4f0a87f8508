import { bytesOf } from './unread.ts';

/** Room that several backlogs share, in bytes. */
export class Room {
  readonly #bytes: number;
  #taken = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  get taken(): number {
    return this.#taken;
  }

  get full(): boolean {
    return this.#taken >= this.#bytes;
  }

  /** So much of it is free again that it is worth filling it once more. */
  get ample(): boolean {
    return this.#taken <= this.#bytes / 2;
  }

  take(bytes: number): void {
    this.#taken += bytes;
  }

  give(bytes: number): void {
    this.#taken -= bytes;
  }
}

/** More that were read already are let go, once they are half of all. */
const letGoAfter = 4_096;

interface Waiting {
  readonly frame: unknown;
  readonly bytes: number;
  readonly cameAt: number;
}

/** Frames that came while nobody could read them, the oldest first. */
export class Backlog {
  readonly #room: Room;
  #frames: (Waiting | null)[] = [];
  /** Those before it were read already: to move all that wait for each that is read would take longer than to read them. */
  #next = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  get empty(): boolean {
    return this.#next === this.#frames.length;
  }

  /** When the oldest of them came, epoch ms; null: none waits. */
  get since(): number | null {
    return this.#frames[this.#next]?.cameAt ?? null;
  }

  /** No more should be taken in for now. */
  get full(): boolean {
    return this.#room.full;
  }

  /** What was full has room again, or nothing waits here any more. */
  get ready(): boolean {
    return this.empty || this.#room.ample;
  }

  push(frame: unknown, cameAt: number): void {
    const bytes = bytesOf(frame);
    this.#room.take(bytes);
    this.#frames.push({ frame, bytes, cameAt });
  }

  /** The oldest one; null: none waits. */
  shift(): unknown {
    const waiting = this.#frames[this.#next] ?? null;
    if (waiting === null) return null;
    this.#frames[this.#next++] = null;
    this.#room.give(waiting.bytes);
    if (this.empty) this.clear();
    else if (this.#next > letGoAfter && this.#next * 2 > this.#frames.length) {
      this.#frames = this.#frames.slice(this.#next);
      this.#next = 0;
    }
    return waiting.frame;
  }

  /** Nothing of it is read any more. */
  clear(): void {
    for (const waiting of this.#frames) this.#room.give(waiting?.bytes ?? 0);
    this.#frames = [];
    this.#next = 0;
  }
}
