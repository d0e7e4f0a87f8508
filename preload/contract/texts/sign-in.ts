import type { SignIn } from '../api.ts';
import { causeText, remedySentence } from './causes.ts';
import { words } from './language.ts';
import { plain } from './plain.ts';
import { clockText } from './time.ts';

export const english = {
  done: 'Signed in.',
  device: (code: string, until: string) =>
    `Waiting for the code: open the page on any device and enter ${code}, until ${until}.`,
  opened: (until: string) => `Waiting for the browser: sign in on the page that opened, until ${until}.`,
  unopened: (until: string) => `Waiting for the browser: open the page in a browser on this machine, until ${until}.`,
};
const text = words('signIn', english);

/** How the sign-in of a person stands, and what to do; its page is shown beside it. `now` is epoch ms. */
export function signInText(signIn: SignIn, now: number): string {
  switch (signIn.name) {
    case 'done':
      return text.done;
    case 'failed': {
      const { why, remedy } = causeText(signIn.why);
      return `${why}. ${remedySentence(remedy)}`;
    }
    case 'waiting': {
      const until = clockText(signIn.endsAt, now);
      if (signIn.how === 'device') return text.device(plain(signIn.code), until);
      return signIn.opened ? text.opened(until) : text.unopened(until);
    }
  }
}
