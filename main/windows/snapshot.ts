import type { Language, Notice, ServerState, Snapshot, Updates } from '../../preload/contract/api.ts';
import type { Alerts } from '../alerts/alerts.ts';
import type { Connections } from '../connections/connections.ts';
import { lineFields } from '../connections/fields.ts';
import type { Host } from '../host.ts';
import type { Notices } from '../notices.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { SettingsStore } from '../settings/store.ts';
import type { SignIns } from '../sign-in/sign-ins.ts';
import type { Silence } from '../silence/silence.ts';
import type { Upgrades } from '../upgrade/upgrades.ts';
import type { FeedSources } from './feed.ts';

interface Rooms {
  readonly host: Pick<Host, 'name' | 'version' | 'autostart'>;
  readonly protocols: ReadonlyMap<string, Protocol>;
  readonly settings: SettingsStore;
  readonly alerts: Alerts;
  readonly silence: Silence;
  readonly connections: Connections;
  readonly signIns: SignIns;
  readonly notices: Notices;
  readonly upgrades: Upgrades;
  readonly language: () => Language;
}

/** Everything that a window is told of but events, read when it is asked for. */
export type Views = Pick<
  FeedSources,
  'servers' | 'alerts' | 'unseen' | 'silenced' | 'settings' | 'notices' | 'upgrade'
> & {
  /** A window's first picture, without its rows. */
  start(): Omit<Snapshot, 'seq' | 'page' | 'count' | 'tray'>;
};

/** Reads from the rooms whenever it is asked; it keeps nothing of its own. */
export function openViews(rooms: Rooms): Views {
  const { host, settings, alerts, silence, connections, signIns, notices, upgrades } = rooms;
  const protocols = [...rooms.protocols.values()].map(({ name, label, summary, blind = null, fields, topics }) => ({
    name,
    label,
    summary,
    fields: [...fields, ...lineFields],
    topics,
    blind,
  }));
  const views = {
    servers: (): readonly ServerState[] =>
      connections.states().map((state) => {
        const signIn = signIns.state(state.id);
        return signIn === null ? state : { ...state, signIn };
      }),
    alerts: () => alerts.openAlerts(),
    unseen: () => alerts.unseen(),
    silenced: () => silence.view(),
    settings: (): Updates['settings'] => ({
      settings: settings.visibleServers(),
      unfinished: settings.unfinishedServers(),
      ...settings.visiblePreferences(),
      language: rooms.language(),
      rules: settings.rules.views(),
      locked: settings.locked(),
    }),
    notices: (): readonly Notice[] => [...settings.notices(), ...notices.all()],
    upgrade: () => upgrades.state(),
  };
  return {
    ...views,
    start: () => ({
      host: host.name,
      version: host.version,
      canStartWithSystem: host.autostart !== undefined,
      protocols,
      servers: views.servers(),
      ...views.settings(),
      alerts: views.alerts(),
      unseen: views.unseen(),
      silenced: views.silenced(),
      notices: views.notices(),
      upgrade: views.upgrade(),
    }),
  };
}
