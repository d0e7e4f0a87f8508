import { keepNewest } from '../keep-newest.ts';
import { plainTally, type Tally } from '../merging/tally.ts';

/** More toasts than these are of hours ago. */
const kept = 1_000;
/** So many equal events are marked as seen with their toast. */
const keptEqual = 10_000;

/** What the toast of each line says beyond its event, and which events it stands for. */
export class Tallies {
  readonly #tallies = new Map<string, Tally>();
  /** Ids of the events that were merged into the toast of a line. */
  readonly #equal = new Map<string, number[]>();

  at(line: string): Tally {
    return this.#tallies.get(line) ?? plainTally;
  }

  put(line: string, tally: Tally): void {
    keepNewest(this.#tallies, line, tally, kept);
  }

  /** The toast of a line says its event alone from now on. */
  drop(line: string): void {
    this.#tallies.delete(line);
  }

  equal(line: string): readonly number[] {
    return this.#equal.get(line) ?? [];
  }

  addEqual(line: string, id: number): void {
    const equal = this.#equal.get(line) ?? [];
    equal.push(id);
    if (equal.length > keptEqual) equal.splice(0, equal.length - keptEqual);
    keepNewest(this.#equal, line, equal, kept);
  }

  dropEqual(line: string): void {
    this.#equal.delete(line);
  }

  /** The toast of one line takes the place of that of another one, and stands for what that stood for. */
  moveEqual(from: string, to: string): void {
    const equal = this.#equal.get(from);
    if (equal === undefined || from === to) return;
    this.#equal.delete(from);
    keepNewest(this.#equal, to, [...equal, ...this.equal(to)], kept);
  }
}
