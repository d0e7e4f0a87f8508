import type { ServerState } from '../../preload/contract/api.ts';
import type { Screen } from '../place.ts';
import type { Store } from '../store.ts';

const entries: readonly { readonly screen: Screen; readonly label: string; readonly key: string }[] = [
  { screen: 'history', label: 'History', key: '1' },
  { screen: 'servers', label: 'Servers', key: '2' },
  { screen: 'settings', label: 'Settings', key: '3' },
];

/** The way between the screens. */
export function Rail({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const unseen = told?.unseen;
  const lost = (told?.servers ?? []).filter(isLost).length;
  return (
    <nav class="rail" aria-label="Screens">
      <div class="brand">Tocsin</div>
      {entries.map(({ screen, label, key }) => (
        <button
          key={screen}
          type="button"
          title={`${label} (${key})`}
          aria-current={store.place.value.screen === screen ? 'page' : undefined}
          onClick={() => store.go({ screen, event: null, server: null })}
        >
          <span>{label}</span>
          {screen === 'history' && unseen !== undefined && unseen.count > 0 && (
            <span class={`badge ${unseen.worst ?? ''}`}>
              {unseen.count}
              {unseen.more ? '+' : ''} unseen
            </span>
          )}
          {screen === 'servers' && lost > 0 && <span class="badge warning">{lost} lost</span>}
        </button>
      ))}
    </nav>
  );
}

function isLost({ enabled, state }: ServerState): boolean {
  return enabled && (state.name === 'waiting' || state.name === 'blocked');
}
