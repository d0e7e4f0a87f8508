import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { openNet } from '../../main/connections/net.ts';
import { server } from './scripted.ts';

it('gives up a request after 5 s where it has no limit of its own', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    silent.closeAllConnections();
    silent.close();
  });
  const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const startedAt = performance.now();
  await expect(openNet({ ...server, url }).request(url)).rejects.toMatchObject({
    code: 'ETIMEDOUT',
    message: expect.stringContaining('within 5 s'),
  });
  expect(performance.now() - startedAt).toBeGreaterThan(4_900);
});
