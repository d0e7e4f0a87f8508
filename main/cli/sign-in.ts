import type { Answer, SignIn, SignInBegun } from '../../preload/contract/api.ts';
import { causeSentence, signInText } from '../../preload/contract/texts/index.ts';
import { places } from '../places.ts';
import { asked } from './asked.ts';
import { Ending, statuses } from './ending.ts';
import { print } from './output.ts';

interface SignInOptions {
  readonly dataDir?: string;
  readonly device?: boolean;
}

/**
 * Signs a person in to a server of the running host: prints the address, or the code, and waits for how it ends. Ends
 * with 1 when it fails, 2 for a server that nobody can be signed in to so, 3 when no host runs.
 */
export async function signIn(server: string, options: SignInOptions): Promise<void> {
  const directory = places(options.dataDir ?? null).localDirectory;
  const input = { server, how: options.device === true ? 'device' : 'browser' };
  const answer = await asked<Answer<SignInBegun>>(directory, 'signIn', input);
  if (answer === null) throw notRunning(directory);
  if (!answer.ok) {
    const unusable = answer.error.code === 'not-found' || answer.error.code === 'bad-input';
    throw new Ending(unusable ? statuses.unusable : statuses.failed, answer.error.text);
  }
  await print(`${signInText(answer.value, Date.now())}\n${answer.value.url}\n`);
  const ended = await asked<SignIn | null>(directory, 'signedIn', input);
  if (ended === null) throw new Ending(statuses.failed, 'The sign-in was cancelled, or Tocsin ended.');
  if (ended.name === 'failed') {
    throw new Ending(statuses.failed, causeSentence(ended.why));
  }
  await print(`${signInText(ended, Date.now())}\n`);
}

function notRunning(directory: string): Ending {
  const text = `No Tocsin runs on ${directory}. Start it with "tocsin serve" or the desktop app.`;
  return new Ending(statuses.notRunning, text);
}
