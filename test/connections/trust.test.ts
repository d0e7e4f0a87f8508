import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { dataDirectory, startHost, status } from '../host.ts';
import { startSaymon } from '../servers/saymon.ts';
import { until } from '../until.ts';

it.each([
  ['is trusted', true, 'online'],
  ['that is not there either is not', false, 'waiting'],
] as const)('an authority of the computer’s own store %s', async (_, inStore, state) => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-trust-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'key.pem'];
  const names = ['-subj', '/CN=corp', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', '-x509', ...keys, '-out', 'ca.pem', '-days', '2', ...names], {
    cwd: folder,
    stdio: 'ignore',
  });
  const [key, cert] = ['key.pem', 'ca.pem'].map((name) => readFileSync(join(folder, name), 'utf8'));
  const saymon = await startSaymon({ tls: { key: key ?? '', cert: cert ?? '' } });
  onTestFinished(() => saymon.close());
  const auth = { type: 'session', sessionId: { env: 'SESSION' } };
  const noc = { id: 'noc', protocol: 'saymon', url: saymon.url, apiUrl: saymon.url, auth };
  const data = await dataDirectory({ version: 1, servers: [noc] });
  onTestFinished(() => data.remove());
  // The store of OpenSSL, which is the system's one on Linux.
  const store = inStore ? join(folder, 'ca.pem') : join(folder, 'none.pem');
  const env = { ...process.env, SESSION: 'session-1', SSL_CERT_FILE: store, SSL_CERT_DIR: join(folder, 'none') };
  const host = await startHost(data.path, env);
  onTestFinished(async () => void (await host.stop()));
  const found = await until(`the server to be ${state}`, async () => {
    const [server] = (await status(data.path)).servers;
    return server?.state === state ? server : null;
  });
  if (!inStore) expect(found.why?.code).toBe('authority');
});
