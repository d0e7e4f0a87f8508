import { expect, it } from 'vitest';
import { openDoor } from '../../main/serve/door.ts';

it('a window is expected when its page is asked for, by whoever may ask, and not when its files are', async () => {
  const unused = () => {
    throw new Error('This is not asked for here.');
  };
  let expected = 0;
  const core = {
    expectWindow: () => {
      expected += 1;
    },
    openWindow: unused,
    exported: unused,
    export: unused,
  };
  const page = { type: 'text/html; charset=utf-8', body: Buffer.from('<!doctype html>') };
  const files = new Map([
    ['/', page],
    ['/ahead.js', page],
  ]);
  const door = await openDoor({ host: '127.0.0.1', port: 0, asked: true }, 'token', files, core, unused);
  try {
    expect((await fetch(`${door.origin}/ahead.js`)).status).toBe(200);
    expect((await fetch(door.origin, { headers: { origin: 'https://elsewhere.example' } })).status).toBe(403);
    expect(expected).toBe(0);
    expect((await fetch(door.origin)).status).toBe(200);
    expect(expected).toBe(1);
  } finally {
    await door.close();
  }
});
