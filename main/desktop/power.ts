import { powerMonitor } from 'electron';

/** Calls back when the machine woke or was unlocked: lines that stood before are dead. */
export function watchPower(woke: () => void): void {
  powerMonitor.on('resume', woke);
  powerMonitor.on('unlock-screen', woke);
}
