import type { FieldFault, FileFault, ImportInput } from '../../preload/contract/api.ts';
import { settingsFileName } from '../../preload/contract/texts/transfer.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import type { Host } from '../host.ts';
import { kept } from '../output-file.ts';
import { type Document, lineOf, placeOf, readDocument } from '../settings/json.ts';
import type { SettingsStore } from '../settings/store.ts';
import { placeIn, refusedImport } from '../settings/transfer.ts';
import { type CommandTable, Refusal } from './table.ts';

interface TransferCommands {
  readonly settings: SettingsStore;
  readonly chooseFile?: Host['chooseFile'];
  readonly now: () => number;
}

/** Settings as a file, out and in. */
export function transferCommands({ settings, chooseFile, now }: TransferCommands) {
  return {
    'settings.preview-import': async ({ text, removeOthers }) => {
      const read = readImport(text);
      if ('faults' in read) return { ...refusedImport([]), faults: read.faults };
      const preview = await settings.previewImport(read.document, { removeOthers, gently: true });
      return { ...preview, faults: located(text, read.document, preview.faults) };
    },
    'settings.import': async ({ text, removeOthers }: ImportInput) => {
      const read = readImport(text);
      if ('faults' in read) return { faults: read.faults };
      const { faults } = await settings.import(read.document, { removeOthers, gently: true });
      return { faults: located(text, read.document, faults) };
    },
    'settings.undo-import': async () => ({ restored: await settings.undoImport() }),
    'settings.export': async ({ withSecrets }) => {
      if (chooseFile === undefined) throw new Refusal('failed', 'In a browser the file comes as a download, over http');
      const file = await chooseFile(settingsFileName(now()));
      if (file === null) return null;
      return kept(file, `${visibleJson(await settings.export(withSecrets), 2)}\n`);
    },
  } satisfies Partial<CommandTable>;
}

/** The document of a file, or where it stops being one; never what stands there. */
function readImport(text: string): { readonly document: Document } | { readonly faults: readonly FileFault[] } {
  try {
    return { document: readDocument(text) };
  } catch (error) {
    const place = placeOf(error);
    return { faults: [{ path: '', text: place.text, line: place.line > 0 ? place.line : null }] };
  }
}

function located(text: string, document: Document, faults: readonly FieldFault[]): readonly FileFault[] {
  return faults.map((fault) => {
    const place = placeIn(document, fault.path);
    return { ...fault, line: place.length === 0 ? null : lineOf(text, place) };
  });
}
