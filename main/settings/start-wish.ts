import { readFileSync } from 'node:fs';
import { readDocument } from './json.ts';
import { noPolicy, readPolicy } from './policy.ts';
import type { ServerKinds } from './schema.ts';
import { readUtf8 } from './utf-8.ts';
import { viewOf } from './view.ts';

/**
 * Whether user and policy want that the system starts Tocsin, before anything is opened. A file that cannot be read
 * counts as empty, as it does at the start.
 */
export function wantsStartWithSystem(settingsFile: string, policyFile: string, kinds: ServerKinds): boolean {
  const policy = readPolicy(policyFile, false, kinds);
  const layers = 'layers' in policy ? policy.layers : noPolicy;
  return viewOf(kinds, layers, userSettings(settingsFile)).settings.start.withSystem;
}

function userSettings(file: string): Record<string, unknown> {
  try {
    return readDocument(readUtf8(readFileSync(file)));
  } catch {
    return {};
  }
}
