import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';

/** Bytes of a socket's path that every system takes: sun_path has 104 on macOS, 108 on Linux. */
const longestPath = 100;

/** The control socket of a data directory: in it, or named after it where the system wants that. */
export function controlPath(directory: string): string {
  const whole = resolve(directory);
  const mark = createHash('sha256').update(whole).digest('hex').slice(0, 16);
  if (process.platform === 'win32') return `\\\\.\\pipe\\tocsin-${mark}`;
  const path = join(whole, 'control.sock');
  if (Buffer.byteLength(path) <= longestPath) return path;
  return join(tmpdir(), `tocsin-${userInfo().uid}`, `${mark}.sock`);
}

/** Hears each line. Not by node:readline, for which a line ends at U+2028 too, which JSON leaves as it is. */
export function onLines(socket: Socket, heard: (line: string) => unknown): void {
  let rest = '';
  socket.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) heard(line);
  });
}
