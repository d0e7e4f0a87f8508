import { powerMonitor } from 'electron';

interface Power {
  /** Lines that stood before are dead. */
  readonly woke: () => void;
  /** Somebody is back in front of it. */
  readonly back: () => void;
  /** The system ends and waits a moment for us. */
  readonly ends: () => void;
  readonly said: (line: string) => void;
}

/** Listens to what the machine goes through. */
export function watchPower({ woke, back, ends, said }: Power): void {
  powerMonitor.on('suspend', () => said('The machine goes to sleep'));
  powerMonitor.on('resume', () => {
    said('The machine woke; every connection is made anew');
    woke();
  });
  powerMonitor.on('lock-screen', () => said('The screen was locked'));
  powerMonitor.on('unlock-screen', back);
  // Electron's declaration leaves the event out, which its documents have: it makes the system wait.
  powerMonitor.on('shutdown', (event?: { preventDefault(): void }) => {
    event?.preventDefault();
    said('The system ends');
    ends();
  });
}
