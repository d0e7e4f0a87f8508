import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock } from '../../main/clock.ts';
import { systemClock } from '../../main/clock.ts';
import { openProviderNet } from '../../main/connections/net.ts';
import type { Access } from '../../main/protocols/protocol.ts';
import { openSecretFile } from '../../main/settings/secret-file.ts';
import type { SecretStore } from '../../main/settings/store.ts';
import { SignIns } from '../../main/sign-in/sign-ins.ts';
import type { Cause, ServerSettings } from '../../preload/contract/api.ts';
import { clientId, type Oidc, type OidcOptions, startOidc } from '../servers/oidc.ts';

/** A provider that is gone after the test. */
export async function provider(options: OidcOptions = {}): Promise<Oidc> {
  const oidc = await startOidc(options);
  onTestFinished(() => oidc.stop());
  return oidc;
}

export interface HouseOptions {
  readonly clock?: Clock;
  readonly secrets?: (file: string) => SecretStore;
  /** Whether a browser can be started. */
  readonly browser?: boolean;
}

/** The sign-ins of one data directory, and what they told. */
export class House {
  readonly file: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly opened: string[] = [];
  readonly signedIn: string[] = [];
  readonly warned: string[] = [];
  changes = 0;
  signIns: SignIns;

  constructor({ clock = systemClock, secrets = openSecretFile, browser = true }: HouseOptions = {}) {
    const directory = mkdtempSync(join(tmpdir(), 'tocsin-sign-in-'));
    this.file = join(directory, 'secrets.json');
    this.secrets = secrets(this.file);
    this.clock = clock;
    this.#browser = browser;
    this.signIns = this.#made();
    onTestFinished(async () => {
      await this.signIns.close();
      rmSync(directory, { recursive: true, force: true });
    });
  }

  readonly #browser: boolean;

  /** Ends, and begins anew with what is stored. */
  async restart(): Promise<void> {
    await this.signIns.close();
    this.signIns = this.#made();
  }

  /** All that is on disk. */
  stored(): string {
    try {
      return readFileSync(this.file, 'utf8');
    } catch {
      // Nothing was stored yet.
      return '';
    }
  }

  /** A token for a server; fails where there is none. */
  async token(server: ServerSettings): Promise<Access> {
    const access = await this.signIns.access(server);
    if (access === null || 'cause' in access) throw new Error(`There is no token: ${JSON.stringify(access)}`);
    return access;
  }

  /** Why there is no token for a server. */
  async denied(server: ServerSettings): Promise<{ readonly cause: Cause; readonly fatal: boolean }> {
    const access = await this.signIns.access(server);
    if (access === null || 'token' in access) throw new Error('There is a token');
    return access;
  }

  #made(): SignIns {
    return new SignIns({
      secrets: this.secrets,
      netFor: openProviderNet,
      clock: this.clock,
      open: async (url) => {
        if (this.#browser) this.opened.push(url);
        return this.#browser;
      },
      changed: () => {
        this.changes += 1;
      },
      signedIn: (server) => this.signedIn.push(server),
      warn: (line) => this.warned.push(line),
    });
  }
}

/** A server to which a person signs in. */
export function oidcServer({ issuer }: Pick<Oidc, 'issuer'>, change: Partial<ServerSettings> = {}): ServerSettings {
  return {
    id: 'noc',
    name: 'NOC',
    protocol: 'saymon',
    enabled: true,
    muted: false,
    url: 'https://noc.example:1234',
    auth: { type: 'oidc', issuer, clientId },
    ...change,
  };
}
