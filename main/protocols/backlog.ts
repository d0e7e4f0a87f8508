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

/** Frames that came while nobody could read them, the oldest first. */
export class Backlog {
  readonly #room: Room;
  #frames: unknown[] = [];
  /** Those before it were read already: to move all that wait for each that is read would take longer than to read them. */
  #next = 0;

  constructor(room: Room) {
    this.#room = room;
  }

  get empty(): boolean {
    return this.#next === this.#frames.length;
  }

  /** No more should be taken in for now. */
  get full(): boolean {
    return this.#room.full;
  }

  /** What was full has room again, or nothing waits here any more. */
  get ready(): boolean {
    return this.empty || this.#room.ample;
  }

  push(frame: unknown): void {
    this.#room.take(bytesOf(frame));
    this.#frames.push(frame);
  }

  /** The oldest one; only to be called while it is not empty. */
  shift(): unknown {
    const frame = this.#frames[this.#next];
    this.#frames[this.#next++] = null;
    this.#room.give(bytesOf(frame));
    if (this.empty) this.clear();
    else if (this.#next > letGoAfter && this.#next * 2 > this.#frames.length) {
      this.#frames = this.#frames.slice(this.#next);
      this.#next = 0;
    }
    return frame;
  }

  /** Nothing of it is read any more. */
  clear(): void {
    for (const frame of this.#frames.slice(this.#next)) this.#room.give(bytesOf(frame));
    this.#frames = [];
    this.#next = 0;
  }
}
