import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Notice } from '../../preload/contract/api.ts';
import { type Document, isDocument, lineOf, placeOf, readDocument } from './json.ts';
import type { PolicyLayers } from './layers.ts';
import { policyFault } from './policy-schema.ts';
import type { ServerKinds } from './schema.ts';

export const noPolicy: PolicyLayers = { defaults: {}, enforced: {} };

/** A policy file as it was found: its layers, or why it cannot be used. */
export type Policy = { readonly layers: PolicyLayers } | { readonly notice: Notice };

/**
 * Reads a policy. One that nobody gave by hand may be absent, and counts only where ordinary users cannot write it:
 * whoever may write the policy decides where sign-ins go.
 */
export function readPolicy(file: string, given: boolean, kinds: ServerKinds): Policy {
  const unusable = (line: number, text: string): Policy => ({
    notice: { code: 'policy-unusable', params: { file, line, text } },
  });
  let text: string;
  let document: Document;
  try {
    const open = given ? undefined : [file, dirname(file)].find((path) => writableByUsers(statSync(path)));
    if (open !== undefined) {
      return unusable(
        0,
        `it is ignored, because ordinary users can write ${open}: give that to root, writable by root only`,
      );
    }
    text = readFileSync(file, 'utf8');
    document = readDocument(text);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!given && (code === 'ENOENT' || code === 'ENOTDIR')) return { layers: noPolicy };
    const place = placeOf(error);
    return unusable(place.line, place.text);
  }
  const fault = policyFault(kinds, document);
  if (fault !== null) return unusable(lineOf(text, fault.path), `${fault.path.join('.')}: ${fault.text}`);
  return { layers: { defaults: layer(document['defaults']), enforced: layer(document['enforced']) } };
}

/** One line of what is wrong with a policy. */
export function policyText({ params }: Notice): string {
  const line = Number(params['line']);
  return `The policy ${params['file']} cannot be used: ${line > 0 ? `line ${line}, ` : ''}${params['text']}`;
}

/** Whether others than the system's owner may write a file or folder. On Windows its folder's rights decide. */
export function writableByUsers(
  { uid, mode }: Pick<Stats, 'uid' | 'mode'>,
  platform: NodeJS.Platform = process.platform,
): boolean {
  return platform !== 'win32' && (uid !== 0 || (mode & 0o022) !== 0);
}

function layer(value: unknown): Document {
  return isDocument(value) ? value : {};
}
