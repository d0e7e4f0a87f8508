import type { Status } from '../../preload/contract/api.ts';
import { durationText, silencedText } from '../../preload/contract/texts/index.ts';
import { places } from '../places.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';

/** Prints the connection states of the running host. Ends with 1 when an enabled server is not online. */
export async function status(options: { readonly dataDir?: string; readonly json?: boolean }): Promise<void> {
  const directory = places(options.dataDir ?? null).localDirectory;
  const answer = await asked<Status>(directory, 'status');
  if (answer === null) {
    if (options.json === true) await print('{"running": false}\n');
    throw new Ending(
      statuses.notRunning,
      `No Tocsin runs on ${directory}. Start it with "tocsin serve" or the desktop app.`,
    );
  }
  await print(options.json === true ? `${JSON.stringify(answer)}\n` : statusText(answer, Date.now()));
  const away = answer.servers.filter(({ state }) => state !== 'online' && state !== 'stopped');
  if (away.length > 0) throw new Ending(statuses.failed, `Not online: ${away.map(({ name }) => name).join(', ')}.`);
}

/** The states as lines for people. */
export function statusText({ servers, openAlerts, unseen, paused, quiet, snoozed }: Status, now: number): string {
  const width = Math.max(0, ...servers.map(({ name }) => name.length));
  const lines = servers.map(({ name, state, since, why, limits }) => {
    const limited = limits.map(({ subscription, text }) => `; limited, ${subscription}: ${text}`).join('');
    const cause = why === null ? '' : `: ${why.text}`;
    return `${name.padEnd(width)}  ${state}, ${durationText(now - since)}${cause}${limited}\n`;
  });
  const empty =
    servers.length === 0 ? 'No server is set up yet: add one in the window, or with "tocsin import FILE".\n' : '';
  const silent = silencedText({ paused, quiet }, now);
  const silence = `${silent === null ? '' : `, ${silent}`}${snoozed === 0 ? '' : `, ${snoozed} snoozed`}`;
  return `${lines.join('')}${empty}${openAlerts} open alerts, ${unseen} unseen${silence}\n`;
}
