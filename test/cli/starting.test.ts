import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { carryOut } from '../../main/cli/handed.ts';
import { StillStarting } from '../../main/control/ask.ts';
import { listenControl } from '../../main/control/listen.ts';
import { controlCommands } from '../../main/control-commands.ts';
import { tocsin } from '../host.ts';

const starting = 'Tocsin is still starting. Try again in a moment.\n';
const running = () => {
  throw new StillStarting();
};

it('while a host is starting none runs yet, whatever it is asked', async () => {
  const data = await mkdtemp(join(tmpdir(), 'tocsin-starting-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const file = join(data, 'given.json');
  await writeFile(file, '{}');
  const nothing = () => undefined;
  const control = await listenControl(
    data,
    controlCommands({ name: 'serve', running, openWindow: nothing, quit: nothing }),
  );
  onTestFinished(control.close);
  for (const args of [
    ['status'],
    ['status', '--json'],
    ['import', file],
    ['export'],
    ['check'],
    ['pause'],
    ['resume'],
  ]) {
    const ended = await tocsin([...args, '--data-dir', data]);
    expect(ended, args.join(' ')).toEqual({ code: 3, stdout: '', stderr: starting });
  }
});

it('the same is said by the command of the desktop app', async () => {
  const ended = await carryOut({ args: ['status'], directory: '/' }, running, () => undefined, 0);
  expect(ended).toEqual({ status: 3, out: '', err: starting });
});
