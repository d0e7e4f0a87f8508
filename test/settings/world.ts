import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import { openConfFile } from '../../main/settings/conf-file.ts';
import { openSettings } from '../../main/settings/open.ts';
import type { ServerKinds } from '../../main/settings/schema.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { SettingsStore } from '../../main/settings/store.ts';
import type { Notice } from '../../preload/contract/api.ts';
import { secret } from '../../preload/contract/schemas.ts';
import { noticeText } from '../../preload/contract/texts/notices.ts';
import { FakeClock } from '../fake-clock.ts';

const plant = z.object({
  apiUrl: z.string().optional(),
  auth: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('none') }),
    z.strictObject({ type: z.literal('token'), token: secret() }),
    z.strictObject({ type: z.literal('password'), login: z.string(), password: secret() }),
    z.strictObject({ type: z.literal('oidc'), issuer: z.string() }),
  ]),
  subscriptions: z.object({ incidents: z.boolean().default(true), stat: z.array(z.string()).default([]) }).prefault({}),
  watches: z.array(z.object({ label: z.string(), key: secret() })).optional(),
});

/** Two kinds of server, of which one has secrets in a choice, a list and the common part. */
export const kinds: ServerKinds = new Map([
  ['plant', { schema: plant }],
  ['mill', { schema: z.object({ pin: secret().optional() }) }],
]);

/** A server that fits, with a sign-in that no window, log or file may show. */
export const noc = {
  id: 'noc',
  protocol: 'plant',
  url: 'https://noc.example:1234',
  auth: { type: 'token', token: 'hunter2' },
};

/** A data directory of its own. */
export class World {
  readonly directory = mkdtempSync(join(tmpdir(), 'tocsin-settings-'));
  readonly clock = new FakeClock(Date.UTC(2026, 10, 21, 6));
  readonly logged: string[] = [];
  readonly file = join(this.directory, 'settings.json');
  secretsFile = join(this.directory, 'secrets.json');
  readonly policyFile = join(this.directory, 'policy.json');

  /** Opens its settings, with the policy given by hand where there is one. */
  async open(policy: { readonly given: boolean } = { given: existsSync(this.policyFile) }): Promise<SettingsStore> {
    const store = await openSettings({
      file: openConfFile(this.directory),
      policy: { file: this.policyFile, given: policy.given },
      protocols: kinds,
      secrets: openSecretFile(this.secretsFile),
      clock: this.clock,
      log: { warn: (line) => this.logged.push(line) },
    });
    return store;
  }

  write(settings: unknown): void {
    const whole = typeof settings === 'string' || settings instanceof Uint8Array;
    writeFileSync(this.file, whole ? settings : JSON.stringify(settings));
  }

  writePolicy(policy: unknown): void {
    const whole = typeof policy === 'string' || policy instanceof Uint8Array;
    writeFileSync(this.policyFile, whole ? policy : JSON.stringify(policy, null, 2));
  }

  text(): string {
    return readFileSync(this.file, 'utf8');
  }

  saved(): Record<string, unknown> {
    return JSON.parse(this.text()) as Record<string, unknown>;
  }

  secrets(): readonly unknown[] {
    if (!existsSync(this.secretsFile)) return [];
    const entries = JSON.parse(readFileSync(this.secretsFile, 'utf8')) as Record<string, { value: unknown }>;
    return Object.values(entries).map(({ value }) => value);
  }

  /** The files that were set aside. */
  asides(): readonly string[] {
    return readdirSync(this.directory)
      .filter((name) => name.includes('.unusable-'))
      .map((name) => join(this.directory, name));
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }

  /** Two seconds, within which an edit by hand must have been noticed. */
  async noticed(store: SettingsStore): Promise<void> {
    await this.clock.tick(2_000);
    // It has its turn when everything before it is done.
    await store.restoreServer('nobody');
  }
}

/** A world that is gone after the test. */
export function world(): World {
  const made = new World();
  onTestFinished(() => made.remove());
  return made;
}

/** The notices as their readers see them. */
export function sentences(store: SettingsStore): readonly string[] {
  return store.notices().map(noticeText);
}

export function codes(store: SettingsStore): readonly Notice['code'][] {
  return store.notices().map(({ code }) => code);
}
