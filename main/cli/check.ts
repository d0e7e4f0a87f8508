import type { Check } from '../../preload/contract/api.ts';
import { diagnose } from '../diagnosis.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';
import { commandLog, openOwnSettings, parts, type Program } from './parts.ts';

const marks: Readonly<Record<Check['state'], string>> = { ok: 'ok    ', failed: 'FAILED', note: 'note  ' };

/** Prints what works and what does not; ends with 1 when something fails. A running host answers for itself. */
export async function check(
  program: Program,
  options: { readonly dataDir?: string; readonly json?: boolean },
): Promise<void> {
  const own = parts(program, options.dataDir ?? null, null);
  let failed = 0;
  const say = async (found: Check) => {
    if (found.state === 'failed') failed += 1;
    await print(options.json === true ? `${JSON.stringify(found)}\n` : `${marks[found.state]}  ${found.name}: ${found.text}\n`);
  };
  const answered = await asked<readonly Check[]>(own.localDirectory, 'check');
  if (answered !== null) for (const found of answered) await say(found);
  else {
    const settings = await openOwnSettings(own, commandLog);
    try {
      for await (const found of diagnose({ ...own, settings, tray: 'Tocsin does not run' })) await say(found);
    } finally {
      await settings.close();
    }
  }
  if (failed > 0) throw new Ending(statuses.failed, failed === 1 ? 'One check failed.' : `${failed} checks failed.`);
}
