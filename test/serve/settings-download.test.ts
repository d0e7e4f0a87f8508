import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Door, openDoor } from '../../main/serve/door.ts';

const token = 'a'.repeat(43);
const headers = { authorization: `Bearer ${token}` };

describe('settings as a file over http', () => {
  let door: Door;
  let broken = false;
  const failures: string[] = [];

  beforeAll(async () => {
    const unused = () => {
      throw new Error('This is not asked for here.');
    };
    const core = {
      expectWindow: unused,
      openWindow: unused,
      exported: unused,
      export: async (withSecrets: boolean) => {
        if (broken) throw new Error('the disk has gone');
        return { version: 1, secrets: withSecrets };
      },
    };
    const address = { host: '127.0.0.1', port: 0, asked: true };
    door = await openDoor(address, token, new Map(), core, (line) => failures.push(line));
  });
  afterAll(() => door.close());

  it('have their secrets only where the address asks for them', async () => {
    for (const [query, secrets] of [
      ['', false],
      ['?secrets=no', false],
      ['?secrets=yes', true],
    ] as const) {
      const response = await fetch(`${door.origin}/settings${query}`, { headers });
      expect(response.status).toBe(200);
      expect(response.headers.get('content-disposition')).toMatch(
        /^attachment; filename="tocsin-settings-[\d-]+\.json"$/,
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({ version: 1, secrets });
    }
  });

  it('go to nobody else: not without the token, with another one, or to a page of another origin', async () => {
    const others: readonly (readonly [Record<string, string>, number])[] = [
      [{}, 401],
      [{ authorization: `Bearer ${'b'.repeat(43)}` }, 401],
      [{ ...headers, origin: 'https://evil.example' }, 403],
    ];
    for (const [given, status] of others) {
      const response = await fetch(`${door.origin}/settings?secrets=yes`, { headers: given });
      expect(response.status).toBe(status);
      expect(await response.text()).not.toContain('version');
    }
    expect((await fetch(`${door.origin}/settings`, { method: 'HEAD', headers })).status).toBe(405);
  });

  it('say where they cannot be read', async () => {
    broken = true;
    const response = await fetch(`${door.origin}/settings`, { headers });
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('The settings could not be read. The log says why.\n');
    expect(failures.at(-1)).toContain('the disk has gone');
  });
});
