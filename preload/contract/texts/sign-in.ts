import type { SignIn } from '../api.ts';
import { causeText } from './causes.ts';
import { plain } from './plain.ts';
import { clockText } from './time.ts';

/** How the sign-in of a person stands, and what to do; its page is shown beside it. `now` is epoch ms. */
export function signInText(signIn: SignIn, now: number): string {
  switch (signIn.name) {
    case 'done':
      return 'Signed in.';
    case 'failed': {
      const { why, remedy } = causeText(signIn.why);
      return `${why}. ${remedy}.`;
    }
    case 'waiting': {
      const until = `until ${clockText(signIn.endsAt, now)}`;
      if (signIn.how === 'device') {
        return `Waiting for the code: open the page on any device and enter ${plain(signIn.code)}, ${until}.`;
      }
      return signIn.opened
        ? `Waiting for the browser: sign in on the page that opened, ${until}.`
        : `Waiting for the browser: open the page in a browser on this machine, ${until}.`;
    }
  }
}
