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

const lookMs = 10;
/** Processor time is told in hundredths of a second. */
const tickMs = 10;

/** Looks what others take from now on; `over` ends it, and tells whether they took any between two moments, epoch ms. */
export function watchTaken(): { over(): (from: number, to: number) => boolean } {
  // A look may be held up itself.
  const looks: { readonly from: number; readonly to: number; readonly taken: number }[] = [];
  const look = () => {
    const from = Date.now();
    const { taken } = processorSoFar();
    looks.push({ from, to: Date.now(), taken });
  };
  look();
  const timer = setInterval(look, lookMs);
  return {
    over: () => {
      clearInterval(timer);
      look();
      return (from, to) => {
        const before = looks.findLast((each) => each.to <= from - tickMs);
        const after = looks.find((each) => each.from >= to + tickMs);
        // What was not looked at may have been taken.
        return before === undefined || after === undefined || after.taken > before.taken;
      };
    },
  };
}

/** The share of what was asked for since then that others took: 0 to 1. */
export function takenSince(before: Processor): number {
  const { asked, taken } = processorSoFar();
  return asked === before.asked ? 0 : (taken - before.taken) / (asked - before.asked);
}
