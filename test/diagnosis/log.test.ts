import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../main/diagnosis/log.ts';
import { Redaction, removed } from '../../main/diagnosis/redaction.ts';
import { FakeClock } from '../fake-clock.ts';

let directory: string;
let echoed: string[];
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tocsin-log-'));
  echoed = [];
});
afterEach(() => rm(directory, { recursive: true }));

function log(redaction = new Redaction()) {
  return openLog(directory, new FakeClock(Date.UTC(2026, 10, 20)), (line) => echoed.push(line), redaction);
}

const logs = () => join(directory, 'logs');

describe('the log', () => {
  it('grows in files of 2 MB at most, keeps four older ones, and has the newest lines in order', async () => {
    const written = log();
    const line = '\u{1f514}'.repeat(400);
    const count = 9_000;
    for (let number = 0; number < count; number++) written.info(`${number} ${line}`);
    const names = (await readdir(logs())).sort();
    expect(names).toEqual(['tocsin.log', 'tocsin.log.1', 'tocsin.log.2', 'tocsin.log.3', 'tocsin.log.4']);
    for (const name of names) {
      const { size, mode } = await stat(join(logs(), name));
      expect(size).toBeLessThanOrEqual(2_000_000);
      expect(mode & 0o777).toBe(0o600);
    }
    const texts = await Promise.all(names.reverse().map((name) => readFile(join(logs(), name), 'utf8')));
    const numbers = texts.flatMap((text) => [...text.matchAll(/ info {2}(\d+) /g)].map(([, number]) => Number(number)));
    expect(numbers.at(-1)).toBe(count - 1);
    expect(numbers).toEqual(Array.from(numbers, (_, index) => (numbers[0] ?? 0) + index));
    expect(numbers[0]).toBeGreaterThan(0);
  });

  it('has no secret, neither a known one nor what looks like one, in the file or on standard error', async () => {
    const redaction = new Redaction();
    const written = log(redaction);
    redaction.know(['hunter-two words']);
    written.warn('NOC refuses "hunter-two words" at https://me:other@noc.example/?token=third');
    // Cut within it, its beginning would still be one.
    written.error(`${'x'.repeat(990)} hunter-two words`);
    const text = await readFile(join(logs(), 'tocsin.log'), 'utf8');
    for (const each of [text, echoed.join('\n')]) {
      expect(each).toContain(`NOC refuses "${removed}" at https://${removed}@noc.example/?token=${removed}`);
      expect(each).not.toMatch(/hunter|other|third/);
    }
  });

  it('holds one line for each, whatever a server sends', async () => {
    log().warn('first\nsecond\u001b[2J\u202e');
    const text = await readFile(join(logs(), 'tocsin.log'), 'utf8');
    expect(text.split('\n')).toHaveLength(2);
    expect(text).toContain('warn  first second [2J');
  });
});
