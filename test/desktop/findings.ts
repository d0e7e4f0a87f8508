/** What electronegativity says of a place. */
export interface Finding {
  readonly id: string;
  /** Beside the folder that was looked at; `N/A` for what is found nowhere. */
  readonly file: string;
  /** The line that it means, where there is one. */
  readonly sample?: string | undefined;
}

/** A finding that stands, and why. */
export interface Answer {
  readonly id: string;
  readonly file: string;
  readonly sample?: string;
  readonly why: string;
}

/** What it finds in the built app, one by one. What is not here is new, and fails. */
export const answers: readonly Answer[] = [
  {
    ...{ id: 'CSP_GLOBAL_CHECK', file: 'N/A' },
    why: 'It looks for a `meta` element; ours is a header of each answer, which holds from the first byte',
  },
  {
    ...{ id: 'PROTOCOL_HANDLER_JS_CHECK', file: 'main/index.js' },
    sample: "if (app.isPackaged) app.setAsDefaultProtocolClient('tocsin');",
    why: '`tocsin://` opens the window at an event or a screen and does nothing (`main/desktop/links.ts`)',
  },
  {
    ...{ id: 'OPEN_EXTERNAL_JS_CHECK', file: 'main/index.js', sample: 'await shell.openExternal(url);' },
    why: 'Behind `mayOpen`, see 15',
  },
  {
    ...{ id: 'OPEN_EXTERNAL_JS_CHECK', file: 'main/index.js', sample: 'if (mayOpen(url)) shell.openExternal(url)' },
    why: 'Behind `mayOpen`, see 15',
  },
  {
    ...{ id: 'AUXCLICK_JS_CHECK', file: 'main/index.js', sample: 'const window = new BrowserWindow({' },
    why: 'It comes to `setWindowOpenHandler`, see 14',
  },
  { ...{ id: 'PRELOAD_JS_CHECK', file: 'main/index.js', sample: 'preload,' }, why: '15 lines, see 20' },
];

/** What nobody has answered yet, and answers to what is found no more: each answer is one for one finding. */
export function unanswered(
  findings: readonly Finding[],
  given: readonly Answer[],
): { readonly findings: readonly Finding[]; readonly answers: readonly Answer[] } {
  const left = [...given];
  const news = findings.filter((finding) => {
    const index = left.findIndex((answer) => fits(finding, answer));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return { findings: news, answers: left };
}

function fits({ id, file, sample = '' }: Finding, answer: Answer): boolean {
  const begins = sample
    .trim()
    .replaceAll('"', "'")
    .startsWith(answer.sample ?? '');
  return id === answer.id && file === answer.file && begins;
}
