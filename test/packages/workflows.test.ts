import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { builderArguments } from '../../build/builder-arguments.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly needs?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly 'timeout-minutes'?: number;
  readonly strategy?: { readonly matrix: { readonly include?: readonly Readonly<Record<string, string>>[] } };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const text = (name: string) => read(`.github/workflows/${name}.yml`);
const workflow = (name: string) => parse(text(name)) as Workflow;
const stepsOf = (name: string) => Object.values(workflow(name).jobs).flatMap(({ steps }) => steps);
const { scripts } = JSON.parse(read('package.json'));
const configuration = parse(read('electron-builder.yml'), { merge: true });

describe.for(['ci', 'release'])('the workflow %s', (name) => {
  test('runs only what is there', () => {
    const commands = stepsOf(name)
      .flatMap(({ run }) => run ?? [])
      .join('\n');
    const named = [...commands.matchAll(/\bnpm run ([\w:-]+)/g)].map(([, script]) => script ?? '');
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((script) => scripts[script] === undefined)).toEqual([]);
    expect(commands).toMatch(/^(?:sudo env "PATH=\$PATH" )?npm test$/m);
    for (const [, path] of commands.matchAll(/\bnode ((?:test|build)\/[\w./-]+)/g)) statSync(join(root, path ?? ''));
  });

  test('takes the work of others by its sum, with the version beside it', () => {
    const lines = text(name)
      .split('\n')
      .filter((line) => line.includes('uses:'));
    expect(lines.length).toBeGreaterThan(1);
    for (const line of lines) expect(line).toMatch(/uses: actions\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('has no more rights than it needs, ends by itself, and puts nothing of strangers into a command', () => {
    const { permissions, jobs } = workflow(name);
    expect(permissions).toEqual({ contents: 'read' });
    for (const [id, job] of Object.entries(jobs)) {
      expect(job['timeout-minutes'], id).toBeGreaterThan(0);
      expect(job.permissions, id).toEqual(id === 'draft' ? { contents: 'write' } : undefined);
    }
    for (const step of stepsOf(name)) {
      if (step.uses?.startsWith('actions/checkout')) expect(step.with).toMatchObject({ 'persist-credentials': false });
      expect(step.run ?? '').not.toMatch(/\$\{\{(?! *matrix\.)/);
    }
  });
});

test('both have one Node, which is new enough for what they build', () => {
  const versions = ['ci', 'release'].flatMap((name) =>
    stepsOf(name).flatMap((step) => (step.uses?.includes('setup-node') ? [String(step.with?.['node-version'])] : [])),
  );
  expect(new Set(versions).size).toBe(1);
  expect(versions[0]).toMatch(/^24\./);
});

describe('a release', () => {
  const { jobs } = workflow('release');

  test('is tested first, packed on each system, and drafted last', () => {
    expect(Object.entries(jobs).map(([id, { needs }]) => [id, needs])).toEqual([
      ['test', undefined],
      ['desktop', 'test'],
      ['draft', 'desktop'],
    ]);
    const systems = jobs['desktop']?.strategy?.matrix.include ?? [];
    expect(systems.map(({ os = '', arguments: given }) => [os.replace(/-.*/, ''), given])).toEqual([
      ['ubuntu', '--linux'],
      ['windows', '--win'],
      ['macos', '--mac'],
    ]);
    // What is drafted is a draft: a person publishes it.
    expect(jobs['draft']?.steps.at(-1)?.run).toContain('--draft');
  });

  test('takes up every kind of package that is made, and the lists of updates', () => {
    const paths = String(jobs['desktop']?.steps.at(-1)?.with?.['path']).trim().split('\n');
    const kinds: Readonly<Record<string, string>> = { nsis: 'exe', appimage: 'AppImage' };
    const made = ['linux', 'mac', 'win'].flatMap((system) =>
      (configuration[system].target as readonly { readonly target: string }[]).map(
        ({ target }) => kinds[target.toLowerCase()] ?? target.toLowerCase(),
      ),
    );
    expect(made).toHaveLength(7);
    for (const kind of [...made, 'tgz', 'blockmap']) expect(paths).toContain(`dist/*.${kind}`);
    expect(paths).toContain('dist/latest*.yml');
    const argumentsGiven = builderArguments(['--linux'], { TOCSIN_UPDATES_URL: 'https://a.example' }, '');
    expect(argumentsGiven).toContain('-c.publish.provider=generic');
  });

  test('signs by the secrets that the documentation names, under the names that electron-builder reads', () => {
    const used = new Set([...text('release').matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret ?? ''));
    const page = read('docs/packaging.md').split('## Sign')[1]?.split('\n## ')[0] ?? '';
    const documented = [...page.matchAll(/`((?:WIN|MAC|APPLE)_\w+)`/g)].map(([, secret]) => secret ?? '');
    expect([...used].sort()).toEqual([...new Set(documented)].sort());

    const library = join(root, 'node_modules/app-builder-lib/out');
    const sources = readdirSync(library, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.js'))
      .map((path) => readFileSync(join(library, path), 'utf8'))
      .join('\n');
    const environment = (jobs['desktop']?.steps ?? []).flatMap((step) => Object.keys(step.env ?? {}));
    const signing = environment.filter((name) => /CSC|APPLE/.test(name) && name !== 'APPLE_API_KEY_TEXT');
    expect(signing).toHaveLength(6);
    for (const name of [...signing, 'APPLE_API_KEY']) expect(sources, name).toContain(name.replace(/^WIN_/, ''));
    // Secrets are seen by the steps that sign and by no other.
    for (const [id, { steps }] of Object.entries(jobs)) {
      if (id !== 'desktop') expect(JSON.stringify(steps), id).not.toContain('secrets.');
    }
  });
});
