import { readFileSync } from 'node:fs';

/** Processor time of a machine since its start, in one unit: what it asked for, and what it was not given of that. */
interface Processor {
  readonly asked: number;
  readonly taken: number;
}

/**
 * The processors so far. A machine that shares its iron with others is told what they took of its time
 * (`steal`: https://docs.kernel.org/filesystems/proc.html); where nobody tells, nothing was taken.
 */
export function processorSoFar(): Processor {
  if (process.platform !== 'linux') return { asked: 0, taken: 0 };
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n', 1);
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, taken = 0] = first.split(/\s+/).slice(1).map(Number);
  return { asked: user + nice + system + irq + softirq + taken, taken };
}

/** The share of what was asked for since then that others took: 0 to 1. */
export function takenSince(before: Processor): number {
  const { asked, taken } = processorSoFar();
  return asked === before.asked ? 0 : (taken - before.taken) / (asked - before.asked);
}
