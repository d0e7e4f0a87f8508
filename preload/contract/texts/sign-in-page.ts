import { locale, words } from './language.ts';

/** How a sign-in in the browser ended. */
export type SignInEnding = 'done' | 'failed' | 'foreign' | 'over';

export const english = {
  done: { title: 'Signed in', text: 'Tocsin goes on by itself. You can close this page.' },
  failed: {
    title: 'The sign-in did not succeed',
    text: 'Tocsin says why, at its server. You can close this page and try again there.',
  },
  foreign: {
    title: 'This is not the sign-in that Tocsin began',
    text: 'Nothing was done. Begin it again in Tocsin, and use the page that opens.',
  },
  over: { title: 'This sign-in is over', text: 'Begin it again in Tocsin if it is still needed.' },
} satisfies Readonly<Record<SignInEnding, object>>;

const texts = words('signInPage', english);

/** What the browser shows when it was led back to Tocsin, and the language of it (BCP 47). */
export function signInPage(ending: SignInEnding): {
  readonly title: string;
  readonly text: string;
  readonly lang: string;
} {
  return { ...texts[ending], lang: locale() };
}
