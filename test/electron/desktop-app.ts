import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { electronBinary } from '../../build/electron-binary.ts';
import { until } from '../until.ts';
import type { DesktopHost } from './hosts.ts';
import type { Answered, Asked } from './remote.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const register = fileURLToPath(new URL('register.ts', import.meta.url));
const mark = 'TOCSIN_TEST_RUN';
/** On a machine that does much else at the same time. */
const startMs = 30_000;

type Electron = typeof import('electron');

/** The built desktop app, on whatever runs it. */
export interface DesktopApp {
  /** Runs a function in the main process, with the module `electron`. What it takes and gives is cloned. */
  evaluate<R, A = null>(asked: (electron: Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R>;
  /** The page of the window that stands, once it has been loaded. */
  page(): Promise<Page>;
  /** Starts it once more, with these arguments; resolves with the status that this one ended with. */
  startAgain(...args: readonly string[]): Promise<number | null>;
  /** Everything that it has said on standard error so far. */
  stderr(): string;
  /** The status that it ended with, once it has. */
  readonly ended: Promise<number | null>;
  /** What still runs of it, all its children included. */
  remains(): readonly string[];
  /** Ends it, if it still runs. */
  stop(): Promise<void>;
}

export interface Launch {
  readonly dataDirectory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly args: readonly string[];
  /** What is started in the place of the program, with its arguments. */
  readonly around?: (program: string) => Promise<string>;
}

/** Both know the same words, so that the specs do not know which of them they speak to. */
export const launchers = { 'stand-in': launchStandIn, electron: launchElectron } as const satisfies Record<
  DesktopHost,
  (launch: Launch) => Promise<DesktopApp>
>;

const asItIs = async (program: string) => program;

async function launchStandIn({ dataDirectory, env, args, around = asItIs }: Launch): Promise<DesktopApp> {
  const run = randomUUID();
  const command = ['--import', register, 'out/main/index.js', `--data-dir=${dataDirectory}`];
  const program = await around(process.execPath);
  const start = (more: readonly string[]) =>
    spawn(program, [...command, ...more], {
      cwd: root,
      env: { ...env, [mark]: run },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
      serialization: 'advanced',
    });
  const child = start(args);
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = statusOf(child);
  const waiting = new Map<number, (answered: Answered) => void>();
  child.on('message', (answered: Answered) => waiting.get(answered.id)?.(answered));
  const pages = new Map<string, Browser>();
  let next = 1;

  async function evaluate<R, A = null>(asked: (electron: Electron, arg: A) => R | Promise<R>, arg?: A): Promise<R> {
    const id = next++;
    const question: Asked = { id, source: String(asked), arg };
    const answer = new Promise<Answered>((resolve) => waiting.set(id, resolve));
    child.send(question);
    const gone = ended.then((status): Answered => ({ id, error: `It ended with ${status}: ${said}` }));
    const answered = await Promise.race([answer, gone]);
    if ('error' in answered) throw new Error(answered.error);
    return answered.value as R;
  }

  async function page(): Promise<Page> {
    return until(
      'the page of the window',
      async () => {
        const endpoint = await evaluate(({ BrowserWindow }) => {
          const [window] = BrowserWindow.getAllWindows();
          return window?.webContents.getURL() === ''
            ? null
            : (window as { endpoint?(): Promise<string> })?.endpoint?.();
        });
        if (endpoint === null || endpoint === undefined) return null;
        const browser = pages.get(endpoint) ?? (await chromium.connectOverCDP(endpoint));
        pages.set(endpoint, browser);
        return loaded(browser.contexts()[0]?.pages() ?? []);
      },
      startMs,
    );
  }
  return {
    evaluate,
    page,
    startAgain: (...more) => statusOf(start(more)),
    stderr: () => said,
    ended,
    remains: () => livingOf(run).map(({ command }) => command),
    stop: async () => {
      for (const browser of pages.values()) await browser.close().catch(() => undefined);
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      await endRest(run);
    },
  };
}

async function launchElectron({ dataDirectory, env, args, around = asItIs }: Launch): Promise<DesktopApp> {
  const run = randomUUID();
  const binary = electronBinary();
  if (binary === null) throw new Error('The binary of Electron is not here. Run: npm start');
  const executablePath = await around(binary);
  // Chromium refuses its sandbox to the superuser.
  const command = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, `--data-dir=${dataDirectory}`];
  const own = { ...env, [mark]: run } as Record<string, string>;
  const app: ElectronApplication = await electron.launch({ executablePath, args: [...command, ...args], env: own });
  const child = app.process();
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = statusOf(child);
  return {
    evaluate: (asked, arg) => app.evaluate(asked as never, arg as never),
    page: () => until('the page of the window', () => loaded(app.windows()), startMs),
    startAgain: (...more) =>
      statusOf(spawn(executablePath, [...command, ...more], { cwd: root, env: own, stdio: 'ignore' })),
    stderr: () => said,
    ended,
    remains: () => livingOf(run).map(({ command }) => command),
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      await endRest(run);
    },
  };
}

const unanswered = () => undefined;

/** The page of the window among these, when it is more than the blank one that it began as. */
async function loaded(pages: readonly Page[]): Promise<Page | null> {
  const page = pages.find((each) => !each.isClosed() && /^(app:|https:)/.test(each.url()));
  // Playwright would answer for the app when its page asks whether it may go.
  page?.removeListener('dialog', unanswered).on('dialog', unanswered);
  await page?.waitForLoadState();
  return page ?? null;
}

async function statusOf(child: ChildProcess): Promise<number | null> {
  const [status] = (await once(child, 'exit')) as [number | null];
  return status;
}

/** The living processes of a run, by what they have in their environment. */
function livingOf(run: string): readonly { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (!readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`${mark}=${run}`)) return [];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').slice(0, 200);
        return command === '' ? [] : [{ pid: Number(pid), command }];
      } catch {
        // It has ended meanwhile.
        return [];
      }
    });
}

/** Ends what has been started by the app itself, and waits until it has ended. */
async function endRest(run: string): Promise<void> {
  for (const { pid } of livingOf(run)) {
    try {
      process.kill(pid, 'SIGTERM');
    } catch {
      // It has ended meanwhile.
    }
  }
  await until('the rest to end', () => livingOf(run).length === 0, startMs);
}
