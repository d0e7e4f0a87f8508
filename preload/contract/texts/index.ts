/** The catalogue: code and parameters in, sentence out. No library, no Node, no DOM. */
export { acknowledgementToast } from './acknowledgement.ts';
export { appearanceScreen, languageName, themeName } from './appearance.ts';
export { type ButtonKey, buttonText } from './buttons.ts';
export { causeSentence, causeText } from './causes.ts';
export { checks } from './checks.ts';
export { badgeText, countsText, countText } from './counts.ts';
export { decisionText } from './decisions.ts';
export {
  entryList,
  routeCoveredText,
  routeDoublesText,
  routeFaultText,
  routeFloodText,
  routeTakesText,
} from './entries.ts';
export { exportFileName } from './exports.ts';
export {
  firstPolicyServer,
  firstServerThere,
  firstServerTitle,
  firstStart,
  firstStepName,
  firstStepPlace,
} from './first-start.ts';
export { type Fix, fixesOf, fixText } from './fixes.ts';
export { frame } from './frame.ts';
export { gapText, gapTimeText } from './gaps.ts';
export { hindranceText } from './hindrances.ts';
export { historyScreen } from './history-screen.ts';
export { type KindTexts, kindIn, offeredIn, sayerOf } from './kinds.ts';
export { inEnglish, locale, speak, type Translation } from './language.ts';
export { noticeText } from './notices.ts';
export {
  dayText,
  looseText,
  moreText,
  nothingOpenText,
  openText,
  outcomeCountText,
  stretchText,
} from './overview.ts';
export { overviewScreen } from './overview-screen.ts';
export { inWordsOfNow, ownEvents, ownSentences, titleText } from './own-events.ts';
export { cut, drawn, plain } from './plain.ts';
export {
  type Condition,
  conditionName,
  defaultRuleHelp,
  type Effect,
  effectName,
  fieldTestName,
  hitsText,
  lockText,
  mixedText,
  ownSoundName,
  ruleFault,
  ruleGone,
  ruleMoved,
  ruleNotRestored,
  ruleRemoved,
  ruleSaved,
  ruleScreen,
  soundName,
  textTestName,
  toastName,
  trialText,
} from './rule-screen.ts';
export { conditionText, proposedName, type RuleNames, ruleSentence } from './rule-sentence.ts';
export { defaultRuleName, thresholdText } from './rules.ts';
export { sentence } from './sentences.ts';
export { serverForm } from './server-form.ts';
export { serverScreen } from './server-screen.ts';
export { serverTile } from './server-tile.ts';
export { settingWords } from './setting-words.ts';
export {
  clickName,
  driverName,
  historySizeText,
  numberFault,
  passName,
  quietWindowText,
  settingChanged,
  settingDefault,
  settingRestored,
  settingsScreen,
  zoneText,
} from './settings.ts';
export { sectionName } from './settings-sections.ts';
export { keyName, type ShortcutKey, shortcutScreen, shortcuts } from './shortcuts.ts';
export { signInText } from './sign-in.ts';
export { type SignInEnding, signInPage } from './sign-in-page.ts';
export { pauseText, silencedText, silencedTitle, silenceScreen, snoozeText } from './silence.ts';
export { stateText } from './states.ts';
export { subjectText } from './subjects.ts';
export {
  catchUpToast,
  closedToast,
  firstLookToast,
  heldBackToast,
  restartToast,
  stormOverToast,
  stormToast,
  testToast,
} from './summaries.ts';
export { autostartText, keepingText, secretPlaceName } from './system.ts';
export { clockText, dateText, dayAndTime, durationText, isoText, secondText, spanText, weekdayName } from './time.ts';
export { calmToast, eventToast, type ToastContext } from './toasts.ts';
export { trayText } from './tray.ts';
export { unsaved, unsavedText } from './unsaved.ts';
export { upgradeScreen, upgradeText } from './upgrade.ts';
export { kindWord, outcomeWord, phaseWord, severityWord, stateWord, stepWord, textMark } from './words.ts';
