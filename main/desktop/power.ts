import { powerMonitor } from 'electron';

/** Calls back when the machine woke: lines that stood before are dead. */
export function watchPower(woke: () => void): void {
  powerMonitor.on('resume', woke);
}
