import { english as about } from '../../preload/contract/texts/about.ts';
import { english as acknowledgement } from '../../preload/contract/texts/acknowledgement.ts';
import { english as appearance } from '../../preload/contract/texts/appearance.ts';
import { english as buttons } from '../../preload/contract/texts/buttons.ts';
import { english as causes } from '../../preload/contract/texts/causes.ts';
import { english as checks } from '../../preload/contract/texts/checks.ts';
import { english as counts } from '../../preload/contract/texts/counts.ts';
import { english as decisions } from '../../preload/contract/texts/decisions.ts';
import { english as diagnosis } from '../../preload/contract/texts/diagnosis.ts';
import { english as entries } from '../../preload/contract/texts/entries.ts';
import { english as firstStart } from '../../preload/contract/texts/first-start.ts';
import { english as fixes } from '../../preload/contract/texts/fixes.ts';
import { english as frame } from '../../preload/contract/texts/frame.ts';
import { english as gaps } from '../../preload/contract/texts/gaps.ts';
import { english as hindrances } from '../../preload/contract/texts/hindrances.ts';
import { english as historyScreen } from '../../preload/contract/texts/history-screen.ts';
import { english as notices } from '../../preload/contract/texts/notices.ts';
import { english as overview } from '../../preload/contract/texts/overview.ts';
import { english as overviewScreen } from '../../preload/contract/texts/overview-screen.ts';
import { english as ownEvents } from '../../preload/contract/texts/own-events.ts';
import { english as rules } from '../../preload/contract/texts/rule-screen.ts';
import { english as ruleSentence } from '../../preload/contract/texts/rule-sentence.ts';
import { english as ruleNames } from '../../preload/contract/texts/rules.ts';
import { english as serverForm } from '../../preload/contract/texts/server-form.ts';
import { english as serverScreen } from '../../preload/contract/texts/server-screen.ts';
import { english as serverTile } from '../../preload/contract/texts/server-tile.ts';
import { english as settingWords } from '../../preload/contract/texts/setting-words.ts';
import { english as settings } from '../../preload/contract/texts/settings.ts';
import { english as settingsSections } from '../../preload/contract/texts/settings-sections.ts';
import { english as shortcuts } from '../../preload/contract/texts/shortcuts.ts';
import { english as signIn } from '../../preload/contract/texts/sign-in.ts';
import { english as signInPage } from '../../preload/contract/texts/sign-in-page.ts';
import { english as silence } from '../../preload/contract/texts/silence.ts';
import { english as states } from '../../preload/contract/texts/states.ts';
import { english as subjects } from '../../preload/contract/texts/subjects.ts';
import { english as summaries } from '../../preload/contract/texts/summaries.ts';
import { english as system } from '../../preload/contract/texts/system.ts';
import type { Tables } from '../../preload/contract/texts/tables.ts';
import { english as time } from '../../preload/contract/texts/time.ts';
import { english as toasts } from '../../preload/contract/texts/toasts.ts';
import { english as transfer } from '../../preload/contract/texts/transfer.ts';
import { english as tray } from '../../preload/contract/texts/tray.ts';
import { english as unsaved } from '../../preload/contract/texts/unsaved.ts';
import { english as upgrade } from '../../preload/contract/texts/upgrade.ts';
import { english as words } from '../../preload/contract/texts/words.ts';

/** The whole catalogue in English. */
export const english: Tables = {
  acknowledgement,
  appearance,
  buttons,
  causes,
  checks,
  counts,
  decisions,
  fixes,
  frame,
  gaps,
  hindrances,
  historyScreen,
  notices,
  ownEvents,
  overview,
  overviewScreen,
  rules,
  ruleSentence,
  ruleNames,
  serverScreen,
  serverTile,
  shortcuts,
  signIn,
  signInPage,
  silence,
  states,
  subjects,
  summaries,
  time,
  toasts,
  tray,
  about,
  diagnosis,
  entries,
  firstStart,
  serverForm,
  settings,
  settingsSections,
  settingWords,
  system,
  transfer,
  unsaved,
  upgrade,
  words,
};
