import { desktopHosts } from './hosts.ts';

/** Says what the desktop app's specs run on, so that nobody takes the one for the other. */
export default function sayHost(): void {
  const both = desktopHosts().includes('electron');
  console.log(
    both
      ? 'The specs of the desktop app run on the stand-in, and on Electron.'
      : 'The specs of the desktop app run on the stand-in; not on Electron, whose binary is not here.',
  );
}
