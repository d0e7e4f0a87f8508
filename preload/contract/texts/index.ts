/** The catalogue: code and parameters in, sentence out. English; no library, no Node, no DOM. */
export { type ButtonKey, buttonText } from './buttons.ts';
export { causeText } from './causes.ts';
export { decisionText } from './decisions.ts';
export { noticeText } from './notices.ts';
export { cut, plain } from './plain.ts';
export { defaultRuleName, thresholdText } from './rules.ts';
export { signInText } from './sign-in.ts';
export { pauseText, silencedText, snoozeText } from './silence.ts';
export { stateText } from './states.ts';
export { subjectText } from './subjects.ts';
export {
  catchUpToast,
  closedToast,
  countsText,
  firstLookToast,
  heldBackToast,
  restartToast,
  stormOverToast,
  stormToast,
  testToast,
} from './summaries.ts';
export { clockText, dateText, durationText } from './time.ts';
export { calmToast, eventToast, type ToastContext } from './toasts.ts';
export { kindWord, outcomeWord, phaseWord, severityWord, stateWord, stepWord, textMark } from './words.ts';
