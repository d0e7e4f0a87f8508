import type { Alerts } from './alerts/alerts.ts';
import type { Acknowledging } from './attention/acknowledging.ts';
import type { Closings } from './attention/closings.ts';
import type { Markings } from './attention/markings.ts';
import { alertCommands } from './commands/alerts.ts';
import { diagnosisCommands } from './commands/diagnosis.ts';
import { exportCommands } from './commands/export.ts';
import { historyCommands, pageRows } from './commands/history.ts';
import { ruleCommands } from './commands/rules.ts';
import { serverCommands } from './commands/servers.ts';
import { settingsCommands } from './commands/settings.ts';
import { signInCommands } from './commands/sign-in.ts';
import { silenceCommands } from './commands/silence.ts';
import { systemCommands } from './commands/system.ts';
import type { CommandTable } from './commands/table.ts';
import { toastCommands } from './commands/toasts.ts';
import { transferCommands } from './commands/transfer.ts';
import { upgradeCommands } from './commands/upgrade.ts';
import type { Connections } from './connections/connections.ts';
import { crashesIn } from './diagnosis/bundle.ts';
import { offered, tested } from './diagnosis/diagnosis.ts';
import { aboutOf, type Examining } from './diagnosis/examining.ts';
import { openToastTest } from './diagnosis/toast-test.ts';
import { exported } from './history/export.ts';
import type { History } from './history/history.ts';
import type { Host } from './host.ts';
import type { Intake } from './intake/intake.ts';
import type { KnownServers } from './known-servers.ts';
import type { Notices } from './notices.ts';
import type { RuleBook } from './rule-book.ts';
import type { SettingsStore } from './settings/store.ts';
import type { SignIns } from './sign-in/sign-ins.ts';
import type { Silence } from './silence/silence.ts';
import { snoozeNames } from './silence/snoozing.ts';
import type { Starting } from './starting.ts';
import type { BrowserOffer } from './telling/browser-offer.ts';
import type { Toaster } from './telling/toaster.ts';
import type { ChosenDrivers } from './toasts/choose.ts';
import type { TrayFeed } from './tray/tray-feed.ts';
import type { Upgrades } from './upgrade/upgrades.ts';
import type { Views } from './windows/snapshot.ts';
import { groundsOf } from './windows/why.ts';
import { systemZone } from './zone.ts';

/** What the commands of the contract act on. */
interface Rooms {
  readonly host: Host;
  readonly settings: SettingsStore;
  readonly servers: KnownServers;
  readonly ruleBook: RuleBook;
  readonly history: History;
  readonly alerts: Alerts;
  readonly silence: Silence;
  readonly markings: Markings;
  readonly acknowledging: Acknowledging;
  readonly closings: Closings;
  readonly intake: Intake;
  readonly connections: Connections;
  readonly signIns: SignIns;
  readonly starting: Starting;
  readonly upgrades: Upgrades;
  readonly notices: Notices;
  readonly toaster: Toaster;
  readonly driver: ChosenDrivers;
  readonly browserOffer: BrowserOffer;
  readonly examining: Examining;
  readonly views: Views;
  readonly tray: TrayFeed;
}

/** The main side of the contract, on the rooms of the house. */
export function commandTable(rooms: Rooms): CommandTable {
  const { host, settings, servers, ruleBook, history, alerts, silence, connections, signIns, notices } = rooms;
  const { markings, acknowledging, closings, intake, examining, toaster, driver, upgrades, views, tray } = rooms;
  const { chooseFile, clock, player } = host;
  const now = clock.now;
  const rules = () => ruleBook.rules();
  return {
    ...historyCommands({
      history,
      mayOpen: (event) => servers.mayOpen(event),
      grounds: (event) => groundsOf(event, history, silence),
      seen: (rows) => markings.see(rows),
      unseen: (marking) => markings.undo(marking),
      picture: (event) => servers.picture(event),
    }),
    ...exportCommands({ exported: (input) => exported(history, input), chooseFile, now }),
    ...alertCommands({
      acknowledge: (server, key) => acknowledging.acknowledge(server, key),
      clear: () => markings.clear(),
      close: (server, key) => {
        intake.closedByHand(server, key);
        return closings.close(server, key);
      },
      reopen: (server, key) => closings.reopen(server, key),
    }),
    ...serverCommands({
      settings,
      connections,
      tested: (server, said, signal) => tested(server, servers.target, said, signal),
      offered: (server, path) => offered(server, path, servers.target),
    }),
    ...signInCommands({ settings, signIns }),
    ...ruleCommands({ settings, history, clock, rules }),
    ...silenceCommands({
      silence,
      nameOf: snoozeNames(alerts, (id) => servers.knownName(id)),
      zone: systemZone,
      now,
    }),
    ...settingsCommands(settings),
    ...systemCommands({ keeping: () => host.secrets.keeping(), autostart: () => rooms.starting.state() }),
    ...transferCommands({ settings, chooseFile, now }),
    ...upgradeCommands({ upgrades, later: () => notices.clear('upgrade-ready') }),
    ...diagnosisCommands({
      check: async () => (await examining.examine()).map((each) => each()),
      testToast: openToastTest({ settings, defaults: () => rules().defaults, silence, toaster, driver, player }),
      bundle: examining.bundle,
      crashes: () => crashesIn(host.localDirectory),
      crashSeen: () => notices.clear('crashed'),
      about: () => aboutOf(host),
      chooseFile,
    }),
    ...toastCommands({ drivers: host.drivers.map(({ name }) => name), player, pages: host.toastPages }),
    'window.start': ({ filter }, caller) =>
      caller.start(filter, async () => {
        const found = await history.search(filter, pageRows);
        void rooms.browserOffer.check();
        return { ...views.start(), tray: tray.picture(), ...found };
      }),
  };
}
