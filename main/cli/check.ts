import type { Check, ServerSettings } from '../../preload/contract/api.ts';
import { systemClock } from '../clock.ts';
import { openNet, openProviderNet } from '../connections/net.ts';
import { diagnose } from '../diagnosis.ts';
import type { SettingsStore } from '../settings/store.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { chooseDrivers } from '../toasts/choose.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';
import { commandLog, openOwnSettings, type Parts, type Program, parts } from './parts.ts';

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok    ', failed: 'FAILED', note: 'note  ' };

const notRunning = { state: 'note', text: 'Tocsin does not run' } as const;

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
  options: { readonly dataDir?: string; readonly json?: boolean },
): Promise<void> {
  const own = parts(program, options.dataDir ?? null, null);
  let failed = 0;
  const say = async (found: Check) => {
    if (found.state === 'failed') failed += 1;
    await print(
      options.json === true ? `${JSON.stringify(found)}\n` : `${marks[found.state]}  ${found.name}: ${found.text}\n`,
    );
  };
  const answered = await asked<readonly Check[]>(own.localDirectory, 'check');
  if (answered !== null) for (const found of answered) await say(found);
  else {
    const settings = await openOwnSettings(own, commandLog);
    const signIns = signInsOf(own);
    const target = (server: ServerSettings) => targetOf(server, signIns);
    try {
      const examined = { ...own, settings, target, drivers: () => described(own, settings), tray: notRunning };
      for await (const found of diagnose(examined)) await say(found);
    } finally {
      await signIns.close();
      await settings.close();
    }
  }
  if (failed > 0) throw new Ending(statuses.failed, failed === 1 ? 'One check failed.' : `${failed} checks failed.`);
}
