import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const ours = join(root, 'build/windows/installer.nsh');
const templates = join(root, 'node_modules/app-builder-lib/templates/nsis');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-installer-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What electron-builder's own script, whose plug-ins are for Windows, has around our part. */
const around = (macros: string, output: string) => `
Unicode true
Name Tocsin
OutFile "${output}"
RequestExecutionLevel user
!include LogicLib.nsh
!include FileFunc.nsh
!define APP_ID dev.tocsin.desktop
Var updated
!define isUpdated '$updated == "1"'
${macros}`;

test.for([
  ['installer', '!include "OURS"\nSection\n!insertmacro customInstall\nSectionEnd'],
  [
    'uninstaller',
    '!define BUILD_UNINSTALLER\n!include "OURS"\nFunction .onInit\nStrCpy $updated 0\n!insertmacro customUnInit\nFunctionEnd\nSection\n!insertmacro customUnInstall\nSectionEnd',
  ],
] as const)('our part of the %s compiles, without a warning', async ([name, macros]) => {
  const script = join(folder, `${name}.nsi`);
  const output = join(folder, `${name}.exe`);
  await writeFile(
    script,
    around(macros.replace('OURS', ours).replace('Section\n', 'Section\nStrCpy $updated 0\n'), output),
  );
  const said = await run('makensis', ['-V2', '-WX', script]).catch((error) => error);
  expect(said).toMatchObject({ stdout: '' });
  expect((await stat(output)).size).toBeGreaterThan(10_000);
});

test('the uninstaller really asks, although it has been set silent before', async () => {
  const theirs = await readFile(join(templates, 'uninstaller.nsh'), 'utf8');
  const begin = theirs.slice(theirs.indexOf('Function un.onInit'));
  // As long as this is their order, a question with a default for silence is never seen.
  expect(begin.indexOf('SetSilent silent', begin.indexOf('areYouSureToUninstall'))).toBeLessThan(
    begin.indexOf('!insertmacro customUnInit'),
  );
  const text = await readFile(ours, 'utf8');
  const questions = text.split('\n').filter((line) => /^\s*MessageBox/.test(line));
  expect(questions).toHaveLength(1);
  expect(questions[0]).toMatch(/MB_YESNO.*MB_DEFBUTTON2/);
  expect(questions[0]).not.toContain('/SD');
  // So it is asked only where nobody wanted silence.
  expect(text).toMatch(/\$\{GetOptions\} \$R0 "\/S" \$R1\n\s*\$\{If\} \$\{Errors\}\n\s*\$\{AndIfNot\} \$\{isUpdated\}/);
});

test('every macro of ours is one that electron-builder asks for', async () => {
  const text = await readFile(ours, 'utf8');
  const asked = (
    await Promise.all(['installSection.nsh', 'uninstaller.nsh'].map((name) => readFile(join(templates, name), 'utf8')))
  ).join('');
  const names = [...text.matchAll(/^!macro (\w+)/gm)].map(([, name]) => name ?? '');
  expect(names).toEqual(['customInstall', 'customUnInit', 'customUnInstall']);
  for (const name of names) expect(asked).toContain(`!insertmacro ${name}`);
});
