import { type SignInEnding, signInPage } from '../../preload/contract/texts/index.ts';

/** What the browser shows when it was led back here. */
export type Ending = SignInEnding;

const statuses: Readonly<Record<Ending, number>> = { done: 200, failed: 400, foreign: 400, over: 410 };

/** A page of fixed words, without scripts, styles or anything that came with the request. */
export function endingPage(ending: Ending) {
  const { title, text, lang } = signInPage(ending);
  return {
    status: statuses[ending],
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
    body: `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} · Tocsin</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
  };
}
