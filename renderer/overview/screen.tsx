import { frame, nothingOpenText, openText, overviewScreen } from '../../preload/contract/texts/index.ts';
import { beginAgain } from '../first-start/begin.ts';
import { markAllSeen } from '../marking.ts';
import { newServer } from '../place.ts';
import { Tile } from '../servers/tile.tsx';
import type { Store } from '../store.ts';
import { SteadyButton } from '../ui/steady-button.tsx';
import { AlertList } from './alerts.tsx';
import { Bars } from './bars.tsx';
import { useDigest } from './digest.ts';
import { Loose } from './loose.tsx';
import { troubleFirst } from './order.ts';
import { Today } from './today.tsx';

/** How it stands: what is open, how the servers are, and what the last day was like. */
export function OverviewScreen({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const digest = useDigest(store);
  if (told === null) return null;
  if (told.servers.length === 0) return <NoServer store={store} />;
  const { alerts, unseen, servers } = told;
  return (
    <div class="overview">
      <div class="bar">
        <h1>{frame.overview}</h1>
        <span class="muted">{openText(alerts.counts)}</span>
        <SteadyButton idle={unseen.count === 0} press={() => markAllSeen(store)}>
          {overviewScreen.markAll}
        </SteadyButton>
      </div>
      <div class="standing-now">
        <section class="open-alerts" aria-label={overviewScreen.openAlerts}>
          {alerts.total === 0 && <NothingOpen store={store} />}
          {alerts.total + alerts.passedTotal > 0 && <AlertList store={store} />}
        </section>
        <section class="beside" aria-label={overviewScreen.beside}>
          <ul>
            {troubleFirst(servers).map((server) => (
              <Tile key={server.id} server={server} store={store} open={false} brief={true} />
            ))}
          </ul>
          <Today store={store} digest={digest} />
        </section>
      </div>
      <Bars store={store} digest={digest} />
    </div>
  );
}

function NothingOpen({ store }: { readonly store: Store }) {
  const watched = (store.told.value?.servers ?? []).filter(({ enabled }) => enabled);
  const lastAt = Math.max(0, ...watched.map(({ lastEventAt }) => lastEventAt ?? 0));
  const online = watched.filter(({ state }) => state.name === 'online').length;
  return (
    <div class="empty">
      <p>
        {nothingOpenText(
          { servers: watched.length, online, lastEventAt: lastAt === 0 ? null : lastAt },
          store.now.value,
        )}
      </p>
      <Loose store={store} />
    </div>
  );
}

function NoServer({ store }: { readonly store: Store }) {
  return (
    <div class="empty">
      <h1 class="unseen-text">{frame.overview}</h1>
      <p>{overviewScreen.noServer}</p>
      <button type="button" class="primary" onClick={() => store.go({ screen: 'servers', server: newServer })}>
        {overviewScreen.addServer}
      </button>{' '}
      <button type="button" onClick={() => beginAgain(store)}>
        {frame.firstSteps}
      </button>
    </div>
  );
}
