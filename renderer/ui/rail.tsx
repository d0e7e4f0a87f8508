import { badgeText, clockText, frame } from '../../preload/contract/texts/index.ts';
import type { Screen } from '../place.ts';
import type { Store } from '../store.ts';
import { Shortcuts } from './shortcuts.tsx';
import { Silence } from './silence.tsx';

interface Entry {
  readonly screen: Exclude<Screen, 'first'>;
  readonly key: string;
  /** Drawn as lines on a grid of 16. */
  readonly icon: string;
}

/** The screens in their order, with the keys that go to them. */
export const entries: readonly Entry[] = [
  {
    screen: 'overview',
    key: '1',
    icon: 'M2 2.5h5v6H2zM9.5 2.5H14V6H9.5zM2 11h5v2.5H2zM9.5 8.5H14v5H9.5z',
  },
  { screen: 'history', key: '2', icon: 'M8 4v4l3 2M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z' },
  { screen: 'servers', key: '3', icon: 'M2 2.5h12v4.5H2zM2 9h12v4.5H2zM4.5 4.75h1M4.5 11.25h1' },
  { screen: 'rules', key: '4', icon: 'M2 2.5h12L9.5 8v5.5L6.5 12V8z' },
  { screen: 'settings', key: '5', icon: 'M2 4.5h8M13 4.5h1M10 2.5v4M2 11.5h1M6 11.5h8M6 9.5v4' },
];

/** The way between the screens, and how it stands. */
export function Rail({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const unseen = told?.unseen;
  const lost = store.outages.value.size;
  return (
    <nav class="rail" aria-label={frame.screens}>
      <div class="brand">Tocsin</div>
      {entries.map(({ screen, key, icon }) => (
        <button
          key={screen}
          type="button"
          title={`${frame[screen]} (${key})`}
          aria-current={store.place.value.screen === screen ? 'page' : undefined}
          onClick={() => store.go({ screen, event: null, server: null, rule: null, like: null, section: null })}
        >
          <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d={icon} />
          </svg>
          <span class="label">{frame[screen]}</span>
          {screen === 'overview' && unseen !== undefined && unseen.count > 0 && (
            <span class={`badge filled ${unseen.worst ?? ''}`}>
              {badgeText(unseen)}
              <span class="unseen-text"> {frame.unseen}</span>
            </span>
          )}
          {screen === 'servers' && lost > 0 && (
            <span class="badge warning">
              {lost}
              {/* Two figures and the word are wider than the rail. */}
              <span class={lost > 9 ? 'unseen-text' : 'label'}> {frame.lost}</span>
            </span>
          )}
        </button>
      ))}
      <Standing store={store} />
      <Shortcuts store={store} />
      <Silence store={store} />
    </nav>
  );
}

/** At the foot: whether Tocsin sees everything, and when it last heard of anything. */
function Standing({ store }: { readonly store: Store }) {
  const watched = (store.told.value?.servers ?? []).filter(({ enabled }) => enabled);
  const online = watched.filter(({ state }) => state.name === 'online').length;
  const lastAt = Math.max(0, ...watched.map(({ lastEventAt }) => lastEventAt ?? 0));
  return (
    <div class="standing">
      {!store.reachable.value && <p>{frame.tocsinLost}</p>}
      {store.reachable.value && watched.length > 0 && <p>{frame.onlineOf(online, watched.length)}</p>}
      {lastAt > 0 && <p>{frame.lastEvent(clockText(lastAt, store.now.value))}</p>}
    </div>
  );
}
