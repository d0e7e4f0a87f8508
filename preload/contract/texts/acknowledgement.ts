import type { Cause, EventRow } from '../api.ts';
import { causeText, remedySentence } from './causes.ts';
import { words } from './language.ts';
import { layOut, nameText, type ToastText } from './layout.ts';
import { withoutStop } from './plain.ts';
import { subjectText } from './subjects.ts';
import { kindWord } from './words.ts';

export const english = { title: 'Not acknowledged' };
const text = words('acknowledgement', english);

/** `Not acknowledged: UPS-1`: why the button of its toast did nothing, and what to do. */
export function acknowledgementToast(refused: {
  readonly row: Pick<EventRow, 'kind' | 'subject' | 'serverName'>;
  readonly why: Cause;
  readonly previews: boolean;
}): ToastText {
  const { row, previews } = refused;
  const last = `${kindWord(row.kind)} · ${nameText(row.serverName)}`;
  if (!previews) return { title: text.title, body: last };
  const { why, remedy } = causeText(refused.why);
  const title = { before: `${text.title}: `, words: subjectText(row) };
  return layOut(title, [{ words: withoutStop(why), after: `. ${remedySentence(remedy)}` }], last);
}
