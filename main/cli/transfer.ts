import { readFile } from 'node:fs/promises';
import { plain } from '../../preload/contract/texts/index.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import { readDocument } from '../settings/json.ts';
import type { ImportReport } from '../settings/store.ts';
import { readUtf8 } from '../settings/utf-8.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';
import { commandLog, openOwnSettings, type Program, parts } from './parts.ts';

interface TransferOptions {
  readonly dataDir?: string;
}

/** Takes a settings file: servers by id, the rest by field. A running host takes it at once. */
export async function importSettings(program: Program, file: string, options: TransferOptions): Promise<void> {
  const document = await readSettings(file);
  const own = parts(program, options.dataDir ?? null, null);
  const answered = await asked<ImportReport>(own.localDirectory, 'import', document);
  const report = answered ?? (await withSettings(own, (settings) => settings.import(document)));
  await print(importAnswer(file, report));
}

/** What `tocsin import` prints; throws the `Ending` of a file that was not taken. */
export function importAnswer(file: string, report: ImportReport): string {
  if (report.faults.length > 0) {
    const faults = report.faults.map(({ path, text }) => (path === '' ? text : `${path}: ${text}`));
    throw new Ending(statuses.unusable, `${file} was not imported, nothing is changed: ${faults.join('; ')}`);
  }
  return `${plain(reportText(report))}\n`;
}

/** Prints all settings as one JSON file, which `import` takes. */
export async function exportSettings(
  program: Program,
  options: TransferOptions & { readonly withSecrets?: boolean },
): Promise<void> {
  const own = parts(program, options.dataDir ?? null, null);
  const withSecrets = options.withSecrets === true;
  const document =
    (await asked<Record<string, unknown>>(own.localDirectory, 'export', withSecrets)) ??
    (await withSettings(own, (settings) => settings.export(withSecrets)));
  await print(`${visibleJson(document, 2)}\n`);
}

async function withSettings<T>(
  own: ReturnType<typeof parts>,
  use: (settings: Awaited<ReturnType<typeof openOwnSettings>>) => Promise<T>,
): Promise<T> {
  const settings = await openOwnSettings(own, commandLog);
  try {
    return await use(settings);
  } finally {
    await settings.close();
  }
}

/** Reads a settings file; throws the `Ending` of one that cannot be read. */
export async function readSettings(file: string): Promise<unknown> {
  try {
    return readDocument(readUtf8(await readFile(file)));
  } catch (error) {
    const what = error instanceof SyntaxError ? 'is no settings file' : 'cannot be read';
    throw new Ending(statuses.unusable, `${file} ${what}: ${(error as Error).message}`);
  }
}

function reportText(report: ImportReport): string {
  const { unknown, wanting } = report;
  const without = unknown.length === 0 ? '' : ` Kept without effect, unknown here: ${unknown.join(', ')}.`;
  return `${serversText(report)}${without}${wanting.length === 0 ? '' : ` ${wantingText(wanting)}`}`;
}

function wantingText(wanting: ImportReport['wanting']): string {
  const each = wanting.map(({ id, fields }) => `${fields.join(' and ')} of ${id}`);
  return `Still needed: ${each.join('; ')}. Enter it under Servers in the window, or import a file that has it.`;
}

function serversText({ added, changed }: ImportReport): string {
  if (added.length + changed.length === 0) return 'Imported. Servers: none added or changed.';
  const said = [
    ...(added.length > 0 ? [`added ${added.join(', ')}`] : []),
    ...(changed.length > 0 ? [`changed ${changed.join(', ')}`] : []),
  ];
  return `Imported. Servers: ${said.join('; ')}.`;
}
