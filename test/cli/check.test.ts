import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Check } from '../../preload/contract/api.ts';
import { dataDirectory, startHost, tocsin } from '../host.ts';

let data: string;
beforeEach(async () => {
  const made = await dataDirectory({ version: 1 });
  onTestFinished(made.remove);
  data = made.path;
});

/** What is found of one thing. */
async function found(name: string): Promise<Check | undefined> {
  const { stdout } = await tocsin(['check', '--json', '--data-dir', data]);
  const all = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Check);
  return all.find((each) => each.name === name);
}

describe('the history in a check', () => {
  const file = () => join(data, 'history.db');

  it('is the same by a running host and without one', async () => {
    expect(await found('History file')).toMatchObject({ group: 'files', state: 'ok', text: 'None is there yet' });
    const host = await startHost(data);
    onTestFinished(async () => void (await host.stop()));
    const usable = { state: 'ok', text: `${file()} can be used`, remedy: null };
    expect(await found('History file')).toMatchObject(usable);
    await host.stop();
    expect(await found('History file')).toMatchObject(usable);
  });

  it('fails where it cannot be used, and stays as it is', async () => {
    await writeFile(file(), 'this is not a database');
    expect(await found('History file')).toMatchObject({
      state: 'failed',
      text: `${file()} cannot be used: file is not a database. The next start keeps it under another name and begins a new one`,
    });
    expect(await readFile(file(), 'utf8')).toBe('this is not a database');
  });
});

describe('the bundle of a check', () => {
  it.each(['by a running host', 'without one'])(
    'is for its user alone, also in the place of another file, %s',
    async (way) => {
      if (way === 'by a running host') {
        const host = await startHost(data);
        onTestFinished(async () => void (await host.stop()));
      }
      const folder = join(data, 'given');
      await mkdir(folder);
      const file = join(folder, 'bundle.json');
      await writeFile(file, 'what was there', { mode: 0o644 });
      expect((await tocsin(['check', '--data-dir', data, '--bundle', file])).code).toBe(0);
      expect((await stat(file)).mode & 0o777).toBe(0o600);
      expect(JSON.parse(await readFile(file, 'utf8'))).toHaveProperty('diagnosis');
      expect(await readdir(folder)).toEqual(['bundle.json']);
    },
  );

  it('goes into what is no file', async () => {
    const pipe = join(data, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const [{ code }, text] = await Promise.all([
      tocsin(['check', '--data-dir', data, '--bundle', pipe]),
      readFile(pipe, 'utf8'),
    ]);
    expect(code).toBe(0);
    expect(JSON.parse(text)).toHaveProperty('diagnosis');
    expect((await stat(pipe)).isFIFO()).toBe(true);
  });

  it('says in one line where it cannot be written', async () => {
    const { code, stdout, stderr } = await tocsin(['check', '--data-dir', data, '--bundle', join(data, 'none', 'b')]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/none\/b cannot be written: ENOENT/)]);
  });
});
