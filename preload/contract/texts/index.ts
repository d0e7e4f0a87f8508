/** The catalogue: code and parameters in, sentence out. English; no library, no Node, no DOM. */
export { type ButtonKey, buttonText } from './buttons.ts';
export { type CauseText, causeText } from './causes.ts';
export { type DecisionText, decisionText } from './decisions.ts';
export type { ToastText } from './layout.ts';
export { noticeText } from './notices.ts';
export { cut, plain } from './plain.ts';
export { stateText } from './states.ts';
export { subjectText } from './subjects.ts';
export {
  catchUpToast,
  closedToast,
  countsText,
  firstLookToast,
  restartToast,
  stormToast,
  testToast,
} from './summaries.ts';
export { clockText, dateText, durationText } from './time.ts';
export { eventToast, type ToastContext, type ToastRow } from './toasts.ts';
export { kindWord, outcomeWord, phaseWord, severityWord, stateWord, stepWord, textMark } from './words.ts';
