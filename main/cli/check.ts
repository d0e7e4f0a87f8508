import { stat, writeFile } from 'node:fs/promises';
import type { Bundle, Check, ServerSettings } from '../../preload/contract/api.ts';
import { checks } from '../../preload/contract/texts/checks.ts';
import { checkSentence } from '../../preload/contract/texts/diagnosis.ts';
import { plain } from '../../preload/contract/texts/index.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import { systemClock } from '../clock.ts';
import { openNet, openProviderNet } from '../connections/net.ts';
import { bundleOf } from '../diagnosis/bundle.ts';
import { diagnose, wordedInEnglish } from '../diagnosis/diagnosis.ts';
import { Redaction } from '../diagnosis/redaction.ts';
import { latestVersion } from '../history/migrate.ts';
import { historyCondition, openHistoryReader } from '../history/open.ts';
import { kept } from '../output-file.ts';
import type { SettingsStore } from '../settings/store.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { chooseDrivers } from '../toasts/choose.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';
import { commandLog, openOwnSettings, type Parts, type Program, parts } from './parts.ts';

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok    ', failed: 'FAILED', note: 'note  ' };

const notRunning = () => ({ state: 'note', text: checks.notRunning }) as const;

/** Nobody signs in here: what was signed in to before is used. */
function signInsOf({ secrets }: Parts): SignIns {
  return new SignIns({
    secrets,
    netFor: openProviderNet,
    clock: systemClock,
    open: async () => false,
    changed: () => undefined,
    signedIn: () => undefined,
    warn: commandLog.warn,
  });
}

async function targetOf(server: ServerSettings, signIns: SignIns) {
  const access = await signIns.accessOnce(server);
  if (access !== null && 'cause' in access) return access;
  const net = openNet(server);
  return { server, since: null, net, clock: systemClock, random: Math.random, access, askAfterMs: 0 };
}

async function described({ drivers }: Parts, settings: SettingsStore) {
  const chosen = chooseDrivers(
    () => settings.current().toasts.driver,
    drivers,
    () => undefined,
  );
  try {
    return await chosen.describe();
  } finally {
    await chosen.close();
  }
}

/** Prints what works and what does not; ends with 1 when something fails. A running host answers for itself. */
export async function check(
  program: Program,
  options: { readonly dataDir?: string; readonly json?: boolean; readonly bundle?: string },
): Promise<void> {
  const own = parts(program, options.dataDir ?? null, null);
  if (options.bundle !== undefined) return bundle(own, options.bundle);
  let failed = 0;
  const say = async (found: Check) => {
    if (found.state === 'failed') failed += 1;
    await print(
      options.json === true
        ? `${visibleJson(found)}\n`
        : `${marks[found.state]}  ${plain(`${found.name}: ${checkSentence(found)}`)}\n`,
    );
  };
  const answered = await asked<readonly Check[]>(own.localDirectory, 'check');
  if (answered !== null) for (const found of answered) await say(found);
  else {
    const settings = await openOwnSettings(own, commandLog);
    try {
      for await (const found of examined(own, settings)) await say(found);
    } finally {
      await settings.close();
    }
  }
  if (failed > 0) throw new Ending(statuses.failed, failed === 1 ? 'One check failed.' : `${failed} checks failed.`);
}

/** What `diagnose` finds without a host. */
async function* examined(own: Parts, settings: SettingsStore): AsyncGenerator<Check> {
  const signIns = signInsOf(own);
  const target = (server: ServerSettings) => targetOf(server, signIns);
  try {
    const history = () => historyCondition({ directory: own.localDirectory, start: own.startHistory });
    const from = { ...own, settings, history, target, drivers: () => described(own, settings), tray: notRunning };
    for await (const found of diagnose(from)) yield* wordedInEnglish([found]);
  } finally {
    await signIns.close();
  }
}

/** Writes the bundle into a file that only its user can read. A running host makes it, for it knows more. */
async function bundle(own: Parts, file: string): Promise<void> {
  const made = (await asked<Bundle>(own.localDirectory, 'bundle')) ?? (await ownBundle(own));
  try {
    await written(file, made.text);
  } catch (error) {
    throw new Ending(statuses.unusable, `${file} cannot be written: ${(error as Error).message}`);
  }
  await print(`The bundle is in ${file}. Passwords, tokens and keys are taken out; names and addresses are in it.\n`);
}

/** In the place of a file of this name, whose rights would stay. Into what is none, as /dev/stdout, it is only written. */
async function written(file: string, text: string): Promise<void> {
  const there = await stat(file).catch(() => null);
  if (there === null || there.isFile()) await kept(file, text);
  else await writeFile(file, text);
}

async function ownBundle(own: Parts): Promise<Bundle> {
  const settings = await openOwnSettings(own, commandLog);
  const history = openHistoryReader({ directory: own.localDirectory, start: own.startHistory });
  try {
    const checks: Check[] = [];
    for await (const found of examined(own, settings)) checks.push(found);
    const size = await history.size().then(
      (counted) => ({ ...counted, tables: latestVersion }),
      (error) => ({ unreadable: String(error) }),
    );
    const { settingsDirectory, localDirectory, policy } = own;
    return await bundleOf(
      {
        host: 'none runs',
        directories: { settingsDirectory, localDirectory },
        policyFile: policy.file,
        ...{ settings, checks, history: size, running: null, at: systemClock.now() },
      },
      new Redaction(),
    );
  } finally {
    await history.close();
    await settings.close();
  }
}
