import { chmod, mkdir, mkdtemp, readdir, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askHost, askWithin } from '../../main/control/ask.ts';
import type { ControlCommands } from '../../main/control/commands.ts';
import { listenControl } from '../../main/control/listen.ts';
import { controlPath } from '../../main/control/socket.ts';
import { asOrdinaryUser } from '../ordinary-user.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-control-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

/** A host that answers as `answers` does. */
function host(answers: Partial<ControlCommands>) {
  const hello = () => ({ pid: 1, host: 'serve', version: '0' });
  return listenControl(directory, { hello, ...answers } as ControlCommands);
}

describe('the control socket', () => {
  it('does not say that nothing runs where it may not be asked', async () => {
    const { close } = await host({});
    await chmod(directory, 0o700);
    await asOrdinaryUser(() => expect(askHost(directory, 'hello')).rejects.toThrow(/^Whether a host runs .* EACCES/));
    await close();
    expect(await askHost(directory, 'hello')).toEqual({ running: false });
  });

  it('names the process that holds it and does not answer', async () => {
    const { close } = await host({ status: () => new Promise(() => undefined) });
    const path = join(directory, 'control.sock');
    const text = `holds ${path}, but does not answer within 0.2 s. End it and try again.`;
    await expect(askWithin(200, directory, 'status')).rejects.toThrow(`The host (process ${process.pid}) ${text}`);
    await rm(join(directory, 'control.pid'));
    await expect(askWithin(200, directory, 'status')).rejects.toThrow(`A host ${text}`);
    await close();
  });

  it('leaves nothing behind when it is closed', async () => {
    const { close } = await host({});
    expect((await stat(join(directory, 'control.pid'))).mode & 0o777).toBe(0o600);
    await close();
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    ['long ago', -3_600_000],
    ['before the clock was set back', 3_600_000],
  ])('waits for no host that was killed while it began, %s', async (_, ms) => {
    const taking = `${controlPath(directory)}.taking`;
    await mkdir(taking);
    const at = new Date(Date.now() + ms);
    await utimes(taking, at, at);
    const { close } = await host({});
    expect(await readdir(directory)).toEqual(['control.pid', 'control.sock']);
    await close();
  });

  it.each([
    ['a line separator, which JSON leaves as it is', 'one\u2028two\u2029three\u0085four'],
    ['line breaks', 'one\r\ntwo\nthree'],
    ['more than a piece of the line holds, in letters of several bytes', 'Температура 👨‍👩‍👧 '.repeat(100_000)],
  ])('brings %s over and back', async (_, text) => {
    const { close } = await host({ import: async (document) => document, status: () => ({ name: text }) });
    try {
      expect(await askHost(directory, 'status')).toEqual({
        running: true,
        answer: { ok: true, value: { name: text } },
      });
      const there = await askHost(directory, 'import', { [text]: text });
      expect(there).toEqual({ running: true, answer: { ok: true, value: { [text]: text } } });
    } finally {
      await close();
    }
  });
});
