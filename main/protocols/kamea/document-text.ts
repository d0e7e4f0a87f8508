import { parseDocument, visit } from 'yaml';

/** What a text holds, or in a few words why it cannot be read. */
type Reading = { readonly document: unknown } | { readonly fault: string };

/** More YAML than this, in characters, would be felt: nothing else has its turn while it is read. */
const longestYaml = 256 * 1024;
/** Who writes YAML by machine names what stands twice; each look-up of such a name costs a walk through the document. */
const mostAliases = 200;

/**
 * A document of JSON or YAML 1.2. Tags of YAML make nothing but texts, lists and maps, merge keys are none, and one that
 * grows by naming parts of itself is refused. Never throws.
 */
export function documentIn(text: string): Reading {
  try {
    return { document: JSON.parse(text) };
  } catch {
    // A page would be one long text of YAML.
    return text.trimStart().startsWith('<') ? { fault: 'it is a page, no document' } : yamlIn(text);
  }
}

function yamlIn(text: string): Reading {
  if (text.length > longestYaml) return { fault: `as YAML it is longer than ${longestYaml / 1024} KiB` };
  try {
    // Without the comparing of keys, which takes time by the square of their number: the last of equal ones counts.
    const options = { schema: 'core', resolveKnownTags: false, merge: false, uniqueKeys: false, prettyErrors: false };
    const yaml = parseDocument(text, { ...options, stringKeys: true, logLevel: 'error' });
    if (yaml.errors.length > 0) return { fault: 'it is neither JSON nor YAML' };
    let aliases = 0;
    visit(yaml, { Alias: () => (++aliases > mostAliases ? visit.BREAK : undefined) });
    if (aliases > mostAliases) return { fault: `it names parts of itself more than ${mostAliases} times` };
    return { document: yaml.toJS({ maxAliasCount: mostAliases }) };
  } catch {
    // A name that nothing bears, or one within itself so often that the whole would fill the memory.
    return { fault: 'it names parts of itself that cannot be put together' };
  }
}
