import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemo } from '../test/servers/demo.ts';
import { electronBinary, fetchElectron } from './electron-binary.ts';
import { hasDisplay, programFor } from './program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const demo = process.argv.includes('--demo') ? await startDemo() : null;
const dataDirectory = demo === null ? null : await demoDirectory(demo.url, demo.session);
const program = programFor(await found());
const data =
  dataDirectory === null
    ? []
    : [`--data-dir${program.start === 'serve' ? ' ' : '='}${dataDirectory}`.split(' ')].flat();

if (demo !== null)
  console.log('A stand-in SAYMON server runs here; it opens the first incident in 2 s. End it with Ctrl+C.');
if (program.start === 'serve') console.log(`${program.why}, so "tocsin serve" runs instead of the desktop app.`);
const [command, ...args] =
  program.start === 'desktop'
    ? [program.binary, root, ...data]
    : [process.execPath, join(root, 'out', 'main', 'tocsin.js'), 'serve', ...data];
const child = spawn(command, args, { stdio: 'inherit' });
// The terminal sends its signals to the child as well, which ends in its own time.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const [status] = (await once(child, 'exit')) as [number | null];
await demo?.close();
if (dataDirectory !== null) await rm(dataDirectory, { recursive: true, force: true });
process.exitCode = status ?? 1;

async function found() {
  const { platform, env } = process;
  if (!hasDisplay({ platform, env }) || electronBinary() !== null) {
    return { platform, env, binary: electronBinary(), whyNone: '' };
  }
  const whyNone = (await fetchElectron((line) => console.log(line))) ?? '';
  return {
    platform,
    env,
    binary: electronBinary(),
    whyNone: whyNone === '' ? "Electron's binary is not where it belongs" : whyNone,
  };
}

async function demoDirectory(url: string, sessionId: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'tocsin-demo-'));
  const server = {
    id: 'demo',
    name: 'Demo plant',
    protocol: 'saymon',
    url,
    apiUrl: url,
    auth: { type: 'session', sessionId },
  };
  await writeFile(join(directory, 'settings.json'), JSON.stringify({ version: 1, servers: [server] }), { mode: 0o600 });
  return directory;
}
