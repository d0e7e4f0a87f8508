/** What the browser shows when it was led back here. */
export type Ending = 'done' | 'failed' | 'foreign' | 'over';

interface Words {
  readonly status: number;
  readonly title: string;
  readonly text: string;
}

const pages: Readonly<Record<Ending, Words>> = {
  done: { status: 200, title: 'Signed in', text: 'Tocsin goes on by itself. You can close this page.' },
  failed: {
    status: 400,
    title: 'The sign-in did not succeed',
    text: 'Tocsin says why, at its server. You can close this page and try again there.',
  },
  foreign: {
    status: 400,
    title: 'This is not the sign-in that Tocsin began',
    text: 'Nothing was done. Begin it again in Tocsin, and use the page that opens.',
  },
  over: { status: 410, title: 'This sign-in is over', text: 'Begin it again in Tocsin if it is still needed.' },
};

/** A page of fixed words, without scripts, styles or anything that came with the request. */
export function endingPage(ending: Ending) {
  const { status, title, text } = pages[ending];
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title} · Tocsin</title></head>
<body><main><h1>${title}</h1><p>${text}</p></main></body>
</html>
`,
  };
}
