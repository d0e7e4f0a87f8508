import type { english as acknowledgement } from './acknowledgement.ts';
import type { english as appearance } from './appearance.ts';
import type { english as buttons } from './buttons.ts';
import type { english as causes } from './causes.ts';
import type { english as counts } from './counts.ts';
import type { english as decisions } from './decisions.ts';
import type { english as fixes } from './fixes.ts';
import type { english as frame } from './frame.ts';
import type { english as gaps } from './gaps.ts';
import type { english as hindrances } from './hindrances.ts';
import type { english as historyScreen } from './history-screen.ts';
import type { english as notices } from './notices.ts';
import type { english as overview } from './overview.ts';
import type { english as overviewScreen } from './overview-screen.ts';
import type { english as ownEvents } from './own-events.ts';
import type { english as rules } from './rule-screen.ts';
import type { english as ruleSentence } from './rule-sentence.ts';
import type { english as ruleNames } from './rules.ts';
import type { english as serverScreen } from './server-screen.ts';
import type { english as serverTile } from './server-tile.ts';
import type { english as shortcuts } from './shortcuts.ts';
import type { english as signIn } from './sign-in.ts';
import type { english as silence } from './silence.ts';
import type { english as states } from './states.ts';
import type { english as summaries } from './summaries.ts';
import type { english as time } from './time.ts';
import type { english as toasts } from './toasts.ts';
import type { english as tray } from './tray.ts';
import type { english as words } from './words.ts';

/**
 * The tables of the catalogue by name. A table that is not here does not compile where it is made, nor does a language
 * that lacks one, or a word of one.
 */
export interface Tables {
  readonly acknowledgement: typeof acknowledgement;
  readonly appearance: typeof appearance;
  readonly buttons: typeof buttons;
  readonly causes: typeof causes;
  readonly counts: typeof counts;
  readonly decisions: typeof decisions;
  readonly fixes: typeof fixes;
  readonly frame: typeof frame;
  readonly gaps: typeof gaps;
  readonly hindrances: typeof hindrances;
  readonly historyScreen: typeof historyScreen;
  readonly notices: typeof notices;
  readonly ownEvents: typeof ownEvents;
  readonly overview: typeof overview;
  readonly overviewScreen: typeof overviewScreen;
  readonly rules: typeof rules;
  readonly ruleNames: typeof ruleNames;
  readonly ruleSentence: typeof ruleSentence;
  readonly serverScreen: typeof serverScreen;
  readonly serverTile: typeof serverTile;
  readonly shortcuts: typeof shortcuts;
  readonly signIn: typeof signIn;
  readonly silence: typeof silence;
  readonly states: typeof states;
  readonly summaries: typeof summaries;
  readonly time: typeof time;
  readonly toasts: typeof toasts;
  readonly tray: typeof tray;
  readonly words: typeof words;
}
