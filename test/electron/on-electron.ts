import { spawnSync } from 'node:child_process';
import { electronBinary } from '../../build/electron-binary.ts';

// The specs of the desktop app on Electron itself; they never pass there by not having run.
if (electronBinary() === null) {
  console.error('The binary of Electron is not here, so nothing ran on it. `npm start` fetches it where it can.');
  process.exit(1);
}
const { status } = spawnSync('playwright', ['test', '--project=electron'], { stdio: 'inherit' });
process.exit(status ?? 1);
