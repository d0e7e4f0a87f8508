import { readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Notice } from '../../preload/contract/api.ts';
import { type Document, isDocument, placeOf, readDocument } from './json.ts';
import { listOf, type PolicyLayers } from './layers.ts';
import { preferences } from './schema.ts';

export const noPolicy: PolicyLayers = { defaults: {}, enforced: {} };

/** A policy file as it was found: its layers, or why it cannot be used. */
export type Policy =
  | { readonly layers: PolicyLayers; readonly present: boolean }
  | { readonly notice: Notice & { readonly code: 'policy-unusable' } };

/**
 * Reads a policy. One that nobody gave by hand counts only where ordinary users cannot write it: whoever may write the
 * policy decides where sign-ins go.
 */
export function readPolicy(file: string, given: boolean): Policy {
  const unusable = (line: number, text: string): Policy => ({
    notice: { code: 'policy-unusable', params: { file, line, text } },
  });
  let document: Document;
  try {
    if (!given) {
      const open = openToOthers(file);
      if (open !== null) return unusable(0, `${open} can be written by ordinary users, so it is ignored`);
    }
    document = readDocument(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (!given && (code === 'ENOENT' || code === 'ENOTDIR')) return { layers: noPolicy, present: false };
    const { line, text } = placeOf(error);
    return unusable(error instanceof SyntaxError ? line : 0, text);
  }
  const fault = faultOf(document);
  if (fault !== null) return unusable(1, fault);
  const { defaults = {}, enforced = {} } = document;
  return { layers: { defaults: defaults as Document, enforced: enforced as Document }, present: true };
}

/** One line of what is wrong with a policy. */
export function policyText({ params }: Notice): string {
  const line = Number(params['line']);
  return `The policy ${params['file']} cannot be used: ${line > 0 ? `line ${line}, ` : ''}${params['text']}`;
}

function faultOf(document: Document): string | null {
  for (const [layer, value] of Object.entries(document)) {
    if (layer !== 'defaults' && layer !== 'enforced')
      return `"${layer}" is unknown: a policy has "defaults" and "enforced"`;
    if (!isDocument(value)) return `"${layer}" is no object`;
    const parsed = preferences.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      return `${layer}.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'does not fit'}`;
    }
    for (const list of ['servers', 'rules']) {
      if (value[list] === undefined) continue;
      if (!Array.isArray(value[list])) return `${layer}.${list} is no list`;
      const named = listOf(value[list]).filter((entry) => typeof entry['id'] === 'string');
      if (named.length !== value[list].length) return `${layer}.${list}: each entry needs an id`;
    }
  }
  return null;
}

function openToOthers(file: string): string | null {
  if (process.platform === 'win32') return null;
  for (const path of [file, dirname(file)]) {
    const found = statSync(path);
    if (found.uid !== 0 || (found.mode & 0o022) !== 0) return path;
  }
  return null;
}
