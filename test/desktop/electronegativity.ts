/**
 * Looks at the built app by electronegativity: `npm run electronegativity`. Fails on what it finds and `findings.ts` has no
 * answer to, on an answer to what it finds no more, and on a file that it cannot read. It is fetched into a temporary
 * folder, or taken from the one that is named.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformWithOxc } from 'vite';
import { answers, type Finding, unanswered } from './findings.ts';

const name = '@doyensec/electronegativity';
/** Of 2021, the newest there is. */
const version = '1.10.3';

interface Report {
  readonly errors: readonly { readonly file: string; readonly message: string }[];
  readonly issues: readonly Finding[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const temporary = mkdtempSync(join(tmpdir(), 'tocsin-electronegativity-'));
try {
  const given = process.argv[2];
  if (given === undefined) fetch(temporary);
  const readable = join(temporary, 'out');
  await lower(join(root, 'out'), readable);
  const { errors, issues } = await look(given ?? temporary, readable);
  const left = unanswered(issues, answers);
  for (const { file, message } of errors) console.error(`Not read: ${file}: ${message}`);
  for (const { id, file, sample } of left.findings)
    console.error(`Without an answer: ${id} in ${file}: ${sample ?? ''}`);
  for (const { id, file, sample } of left.answers) console.error(`Found no more: ${id} in ${file}: ${sample ?? ''}`);
  console.log(`electronegativity ${version}: ${issues.length} findings, ${left.findings.length} without an answer`);
  if (errors.length + left.findings.length + left.answers.length > 0) process.exitCode = 1;
} finally {
  rmSync(temporary, { recursive: true });
}

function fetch(folder: string): void {
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`];
  execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** Its parser is of 2021: what is built is written in the JavaScript of 2020 for it, otherwise unchanged. */
async function lower(from: string, to: string): Promise<void> {
  for (const path of readdirSync(from, { recursive: true, encoding: 'utf8' })) {
    if (!/\.(?:c?js|html)$/.test(path)) continue;
    const text = readFileSync(join(from, path), 'utf8');
    const script = !path.endsWith('.html');
    const lowered = script ? (await transformWithOxc(text, path, { target: 'es2020', sourcemap: false })).code : text;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    writeFileSync(join(to, path), lowered);
  }
}

async function look(folder: string, input: string): Promise<Report> {
  const load = createRequire(join(folder, 'node_modules', name, 'package.json'));
  // It asks the network for newer translations and releases, and ends with an exception where there is none.
  const got = load.resolve('got');
  const nobody = () => Promise.reject(new Error('no network'));
  const silent = new Module(got);
  Object.assign(silent, { loaded: true, exports: { default: nobody, __esModule: true } });
  load.cache[got] = silent;
  const run = load(name) as (options: object, fromCommandLine: boolean) => Promise<Report>;
  const electronVersionOverride = devDependencies.electron;
  // Whether Electron is current is asked at each release, see docs/security.md.
  const excludeFromScan = ['availablesecurityfixesglobalcheck'];
  return run({ input, isRelative: true, customScan: [], excludeFromScan, electronVersionOverride }, false);
}
