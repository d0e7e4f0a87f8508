import { useEffect, useMemo } from 'preact/hooks';
import { frame } from '../../preload/contract/texts/index.ts';
import { useFirstStart } from '../first-start/begin.ts';
import { HistoryScreen } from '../history/screen.tsx';
import { mayBegin, needKinds } from '../language.ts';
import { leisure } from '../leisure.ts';
import { OverviewScreen } from '../overview/screen.tsx';
import type { Store } from '../store.ts';
import { Announcements } from './announcements.tsx';
import { type Keys, SingleKeys, useKeys } from './keys.ts';
import { Later, later } from './later.tsx';
import { Lines } from './lines.tsx';
import { onceShown } from './once-shown.ts';
import { entries, Rail } from './rail.tsx';
import { Working } from './working.tsx';

const servers = later(async () => (await import('../servers/screen.tsx')).ServersScreen, needKinds);
const rules = later(async () => (await import('../rules/screen.tsx')).RulesScreen, needKinds);
const first = later(async () => (await import('../first-start/screen.tsx')).FirstStartScreen, needKinds);
const settings = later(async () => (await import('../settings/screen.tsx')).SettingsScreen);

/** How long what can wait waits for the page to have nothing to do. */
const idleAtMostMs = 1_000;

/** The window. */
export function App({ store }: { readonly store: Store }) {
  return (
    <SingleKeys.Provider value={store.told.value?.preferences.window.singleKeys !== false}>
      <Window store={store} />
    </SingleKeys.Provider>
  );
}

function Window({ store }: { readonly store: Store }) {
  const greets = store.place.value.screen === 'first';
  useKeys(useMemo(() => (greets ? {} : screenKeys(store)), [store, greets]));
  useFirstStart(store);
  const started = store.told.value !== null;
  useEffect(() => {
    if (!started) return;
    // Before anybody goes there, and while Tocsin can be reached; but not while the first screen is still being drawn.
    void leisure(idleAtMostMs).then(() => {
      for (const screen of [servers, rules, settings]) void screen.load();
    });
  }, [started]);
  if (store.refused.value) return <Refused />;
  if (store.told.value === null || !mayBegin())
    return (
      <p class="starting" role="status">
        {store.reachable.value ? frame.connecting : frame.unreached}
      </p>
    );
  const { screen } = store.place.value;
  if (screen === 'first') {
    return (
      <div class="app">
        <div class="main">
          <Lines store={store} />
          <main id="screen" tabIndex={-1}>
            <Later screen={first} store={store} />
          </main>
          <Announcements store={store} />
          <Working store={store} />
        </div>
      </div>
    );
  }
  return (
    <div class="app">
      <button type="button" class="skip" onClick={() => document.getElementById('screen')?.focus()}>
        {frame.skip}
      </button>
      <Rail store={store} />
      <div class="main">
        <Lines store={store} />
        <main id="screen" tabIndex={-1}>
          {screen === 'overview' && <OverviewScreen store={store} />}
          {screen === 'history' && <HistoryScreen store={store} />}
          {screen === 'servers' && <Later screen={servers} store={store} />}
          {screen === 'rules' && <Later screen={rules} store={store} />}
          {screen === 'settings' && <Later screen={settings} store={store} />}
        </main>
        <Announcements store={store} />
        <Working store={store} />
      </div>
    </div>
  );
}

/** A key goes to its screen; on the one that is shown it leaves what is open there. */
function screenKeys(store: Store): Keys {
  const screens = entries.map(({ key, screen }) => [key, () => store.go({ ...nothingOpen, screen })]);
  return {
    ...Object.fromEntries(screens),
    '/': () => {
      if (store.place.value.screen !== 'history') store.go({ ...nothingOpen, screen: 'history' });
      onceShown(() => document.getElementById('search')?.focus());
    },
  };
}

const nothingOpen = { event: null, server: null, rule: null, like: null, section: null };

function Refused() {
  return (
    <main class="starting">
      <h1>{frame.refused}</h1>
      <p>{frame.refusedWhy}</p>
      <p>
        {frame.refusedUse} <code>tocsin serve</code> {frame.refusedPrints} <code>tocsin serve --open</code>.
      </p>
    </main>
  );
}
