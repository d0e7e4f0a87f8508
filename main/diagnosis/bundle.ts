import { open, readdir, readFile, stat } from 'node:fs/promises';
import { release } from 'node:os';
import { join } from 'node:path';
import type {
  Bundle,
  Check,
  CrashReport,
  EventRow,
  HistorySize,
  Notice,
  ServerState,
  Silenced,
} from '../../preload/contract/api.ts';
import { bundleFileName } from '../../preload/contract/texts/diagnosis.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import type { SettingsStore } from '../settings/store.ts';
import { version } from '../version.ts';
import { crashReports } from './crash.ts';
import { type Redaction, removed } from './redaction.ts';

const logLinesAtMost = 500;
/** A line of the log has up to 4 kB. */
const logBytesAtMost = 500_000;
const reportsAtMost = 3;
const reportLength = 20_000;

/** What of a running host goes into a bundle. */
export interface Running {
  readonly servers: readonly ServerState[];
  /** The newest events about connections and errors of servers. */
  readonly causes: readonly EventRow[];
  readonly alerts: number;
  readonly unseen: number;
  readonly silenced: Silenced;
  readonly notices: readonly Notice[];
  readonly drivers: readonly unknown[];
}

export interface Gathered {
  readonly host: string;
  readonly directories: { readonly settingsDirectory: string; readonly localDirectory: string };
  readonly policyFile: string;
  readonly settings: Pick<SettingsStore, 'export' | 'policy' | 'locked' | 'current' | 'visibleServers' | 'secretTexts'>;
  readonly checks: readonly Check[];
  readonly history: (HistorySize & { readonly tables: number }) | { readonly unreadable: string };
  /** Null: none runs. */
  readonly running: Running | null;
  readonly at: number;
}

/**
 * Makes a bundle: everything that helps whoever looks after Tocsin, as one JSON text for people to read too, without any
 * secret. What cannot be read is said in its place.
 */
export async function bundleOf(gathered: Gathered, redaction: Redaction): Promise<Bundle> {
  const { settings, directories, at } = gathered;
  redaction.know(await settings.secretTexts());
  const logs = join(directories.localDirectory, 'logs');
  const { servers: _, ...preferences } = settings.current();
  const whole = {
    about: `A bundle of Tocsin, made for whoever looks after it. ${removed} stands where a secret was.`,
    madeAt: new Date(at).toISOString(),
    program: { version, host: gathered.host, ...programFacts(), directories },
    notices: gathered.running?.notices ?? [],
    diagnosis: gathered.checks,
    connections: gathered.running === null ? 'Tocsin does not run' : connectionsOf(gathered.running),
    notifications: gathered.running?.drivers ?? [],
    silenced: gathered.running?.silenced ?? null,
    history: gathered.history,
    settings: {
      inForce: { servers: settings.visibleServers(), ...preferences },
      ofTheUser: await settings.export(false),
      policy: { file: gathered.policyFile, ...settings.policy(), locked: settings.locked().paths },
    },
    crashes: await crashTexts(logs),
    log: await lastLines(logs),
  };
  return { name: bundleFileName(at), text: `${visibleJson(redaction.value(whole), 2)}\n` };
}

function programFacts() {
  const { node, electron = null, v8 } = process.versions;
  const memory = process.memoryUsage();
  return {
    node,
    electron,
    v8,
    system: `${process.platform} ${release()} ${process.arch}`,
    desktop: process.env['XDG_CURRENT_DESKTOP'] ?? null,
    session: process.env['XDG_SESSION_TYPE'] ?? null,
    language: Intl.DateTimeFormat().resolvedOptions().locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    runsForSeconds: Math.round(process.uptime()),
    residentBytes: memory.rss,
    heapBytes: memory.heapUsed,
  };
}

/** Connections with what they say, their limits and their last causes; of events only what is ours to know. */
function connectionsOf({ servers, causes, alerts, unseen }: Running) {
  return {
    servers,
    lastCauses: causes.map(({ receivedAt, server, kind, phase, severity, title, body }) => ({
      at: new Date(receivedAt).toISOString(),
      ...{ server, kind, phase, severity, title, body },
    })),
    openAlerts: alerts,
    unseen,
  };
}

/** The reports of crashes that are still there, newest first. */
export async function crashesIn(localDirectory: string): Promise<readonly CrashReport[]> {
  const folder = join(localDirectory, 'logs');
  const files = namesIn(folder).map((name) => join(folder, name));
  const found = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })));
  return found.map(({ file, at }) => ({ file, at: Math.round(at) }));
}

function namesIn(folder: string): readonly string[] {
  try {
    return crashReports(folder);
  } catch {
    // Nothing was ever logged.
    return [];
  }
}

async function crashTexts(folder: string) {
  return Promise.all(
    namesIn(folder)
      .slice(0, reportsAtMost)
      .map(async (name) => {
        const text = await readFile(join(folder, name), 'utf8').catch((error) => `It cannot be read: ${String(error)}`);
        return { name, lines: text.slice(0, reportLength).split('\n') };
      }),
  );
}

/** The last lines of the log, over its older files where the newest one has too few. */
async function lastLines(folder: string): Promise<readonly string[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => /^tocsin\.log(\.\d)?$/.test(name)).sort();
  let lines: readonly string[] = [];
  for (const name of names) {
    if (lines.length >= logLinesAtMost) break;
    lines = [...(await endOf(join(folder, name))), ...lines];
  }
  return lines.slice(-logLinesAtMost);
}

async function endOf(path: string): Promise<readonly string[]> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, logBytesAtMost);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, size - length);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n');
    // The first one may have begun before.
    return lines.slice(length < size ? 1 : 0).filter((line) => line !== '');
  } finally {
    await file.close();
  }
}
