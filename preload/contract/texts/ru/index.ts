import type { Translation } from '../language.ts';
import { causes, fixes, hindrances, notices } from './causes.ts';
import { decisions, gaps, overview, ownEvents, signIn, signInPage, silence } from './decisions.ts';
import { ownWords } from './own-words.ts';
import { ruleNames, ruleSentence, rules } from './rules.ts';
import { sentences } from './sentences.ts';
import { entries, firstStart, serverForm, unsaved } from './servers.ts';
import { settings, settingsSections, settingWords, system, upgrade } from './settings.ts';
import { acknowledgement, summaries, toasts, tray } from './toasts.ts';
import { about, checks, diagnosis, transfer } from './upkeep.ts';
import { appearance, frame, historyScreen, overviewScreen, serverScreen, serverTile, shortcuts } from './window.ts';
import { buttons, counts, states, subjects, time, words } from './words.ts';

/** The catalogue in Russian. */
export const russian: Translation = {
  locale: 'ru',
  thousands: '\u00a0',
  sentences,
  ownWords,
  tables: {
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
    ruleNames,
    ruleSentence,
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
  },
};
