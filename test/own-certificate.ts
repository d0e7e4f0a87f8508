import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate for 127.0.0.1 that nobody but itself has signed, and its key, as PEM texts. */
export function ownCertificate(): { readonly cert: string; readonly key: string } {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-certificate-'));
  try {
    const names = ['-subj', '/CN=stand-in', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const keys = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', 'own.key'];
    execFileSync('openssl', ['req', '-x509', ...keys, '-out', 'own.pem', '-days', '2', ...names], {
      cwd: folder,
      stdio: 'ignore',
    });
    const read = (name: string) => readFileSync(join(folder, name), 'utf8');
    return { cert: read('own.pem'), key: read('own.key') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
