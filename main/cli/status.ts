import type { Status } from '../../preload/contract/api.ts';
import { durationText, plain, silencedText } from '../../preload/contract/texts/index.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
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
  const { status: ended, out, err } = statusAnswer(answer, options.json === true, Date.now());
  await print(out);
  if (ended !== statuses.ok) throw new Ending(ended, err.trimEnd());
}

/** What `tocsin status` prints of a running host, and how it ends: with 1 when an enabled server is not online. */
export function statusAnswer(status: Status, json: boolean, now: number) {
  const out = json ? `${visibleJson(status)}\n` : statusText(status, now);
  const away = status.servers.filter(({ state }) => state !== 'online' && state !== 'stopped');
  if (away.length === 0) return { status: statuses.ok, out, err: '' };
  return { status: statuses.failed, out, err: `Not online: ${away.map(({ name }) => plain(name)).join(', ')}.\n` };
}

/** The states as lines for people. */
export function statusText({ servers, openAlerts, unseen, paused, quiet, snoozed }: Status, now: number): string {
  const names = servers.map(({ name }) => plain(name));
  const width = Math.max(0, ...names.map((name) => name.length));
  const lines = servers.map(({ state, since, why, limits }, index) => {
    const limited = limits
      .map(({ subscription, text }) => `; limited, ${plain(subscription)}: ${plain(text)}`)
      .join('');
    const cause = why === null ? '' : `: ${plain(why.text)}`;
    return `${(names[index] ?? '').padEnd(width)}  ${state}, ${durationText(now - since)}${cause}${limited}\n`;
  });
  const empty =
    servers.length === 0 ? 'No server is set up yet: add one in the window, or with "tocsin import FILE".\n' : '';
  const silent = silencedText({ paused, quiet }, now);
  const silence = `${silent === null ? '' : `, ${silent}`}${snoozed === 0 ? '' : `, ${snoozed} snoozed`}`;
  return `${lines.join('')}${empty}${openAlerts} open alerts, ${unseen} unseen${silence}\n`;
}
