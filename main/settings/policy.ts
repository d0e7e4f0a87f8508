import { readFileSync, type Stats, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Notice } from '../../preload/contract/api.ts';
import { type Document, isDocument, lineOf, placeOf, readDocument } from './json.ts';
import type { PolicyLayers } from './layers.ts';
import { policyFault } from './policy-schema.ts';
import type { ServerKinds } from './schema.ts';
import { readUtf8 } from './utf-8.ts';
import { sddlOf, writerIn } from './windows-rights.ts';

/** Users may make folders beside it; any other place was named by an administrator in the registry. */
const usualPlace = /[\\/]ProgramData[\\/]Tocsin[\\/]policy\.json$/i;

export const noPolicy: PolicyLayers = { defaults: {}, enforced: {} };

/** A policy file as it was found: its layers, or why it cannot be used. */
export type Policy = { readonly layers: PolicyLayers } | { readonly notice: Notice };

/**
 * Reads a policy. One that nobody gave by hand may be absent, and counts only where ordinary users cannot write it:
 * whoever may write the policy decides where sign-ins go.
 */
export function readPolicy(file: string, given: boolean, kinds: ServerKinds, rights = rightsOfSystem): Policy {
  const unusable = (line: number, text: string): Policy => ({
    notice: { code: 'policy-unusable', params: { file, line, text } },
  });
  let text: string;
  let document: Document;
  try {
    const open = given ? null : openPlace(file, rights);
    if (open !== null) return unusable(0, open);
    text = readUtf8(readFileSync(file));
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

/** Whether others than the system's owner may write a file or folder. Windows has rights of its own kind. */
export function writableByUsers({ uid, mode }: Pick<Stats, 'uid' | 'mode'>): boolean {
  return uid !== 0 || (mode & 0o022) !== 0;
}

/** How the rights of a place are read. */
export interface Rights {
  readonly platform: NodeJS.Platform;
  /** Its rights as SDDL, on Windows. */
  readonly sddl: (path: string) => string;
}

const rightsOfSystem: Rights = { platform: process.platform, sddl: sddlOf };

/** Why a policy is ignored: the file or its folder can be written by ordinary users, or nobody can tell. */
function openPlace(file: string, { platform, sddl }: Rights): string | null {
  for (const [path, kind] of [
    [file, 'file'],
    [dirname(file), 'folder'],
  ] as const) {
    const found = statSync(path);
    if (platform !== 'win32') {
      if (!writableByUsers(found)) continue;
      return `it is ignored, because ordinary users can write ${path}: give that to root, writable by root only`;
    }
    let who: string | null;
    try {
      who = writerIn(sddl(path), kind, !usualPlace.test(file));
    } catch {
      return `it is ignored, because it cannot be told who may write ${path}: PowerShell did not answer`;
    }
    if (who !== null) return `it is ignored, because ${who} can write ${path}: let only administrators write it`;
  }
  return null;
}

function layer(value: unknown): Document {
  return isDocument(value) ? value : {};
}
