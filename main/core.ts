import type {
  Answer,
  Bundle,
  Check,
  CommandInput,
  CommandName,
  ExportInput,
  SignIn,
  Status,
  Update,
} from '../preload/contract/api.ts';
import { mayOpen } from '../preload/contract/links.ts';
import { causeText, closedToast, inEnglish, speak } from '../preload/contract/texts/index.ts';
import { Alerts } from './alerts/alerts.ts';
import { Acknowledging } from './attention/acknowledging.ts';
import { Attention } from './attention/attention.ts';
import { Closings } from './attention/closings.ts';
import { Leavings } from './attention/leavings.ts';
import { Markings } from './attention/markings.ts';
import { closeAll } from './close-all.ts';
import { commandTable } from './command-table.ts';
import { Connections } from './connections/connections.ts';
import { openNet, openProviderNet } from './connections/net.ts';
import { noticeTimes } from './connections/outage.ts';
import type { Crash } from './diagnosis/crash.ts';
import { notifications, wordedInEnglish } from './diagnosis/diagnosis.ts';
import { openExamining } from './diagnosis/examining.ts';
import { Redaction } from './diagnosis/redaction.ts';
import { watchedSecrets } from './diagnosis/watched-secrets.ts';
import { type Exported, exported } from './history/export.ts';
import { openHistory } from './history/open.ts';
import type { Host } from './host.ts';
import { Intake } from './intake/intake.ts';
import { UnreadLog, unreadableEvent } from './intake/unreadable.ts';
import { KnownServers } from './known-servers.ts';
import { KnownUntil } from './known-until.ts';
import { languageOf, systemLocale, translationOf } from './languages.ts';
import { Notices } from './notices.ts';
import { protocols } from './protocols/registry.ts';
import { keepPruned } from './pruning.ts';
import { RuleBook } from './rule-book.ts';
import { SecretKeeping } from './secret-keeping.ts';
import { openSettings } from './settings/open.ts';
import type { ImportReport } from './settings/store.ts';
import { SignIns } from './sign-in/sign-ins.ts';
import { Silence } from './silence/silence.ts';
import { openSilenceFile } from './silence/silence-file.ts';
import { Starting } from './starting.ts';
import { statusOf } from './status.ts';
import { BrowserOffer } from './telling/browser-offer.ts';
import { Calming } from './telling/calming.ts';
import { HeldBack } from './telling/held-back.ts';
import { Owed } from './telling/owed.ts';
import { Repeats } from './telling/repeats.ts';
import { Summaries } from './telling/summaries.ts';
import { probeToasts } from './telling/toast-probe.ts';
import { Toaster } from './telling/toaster.ts';
import { ToastClicks } from './toast-clicks.ts';
import { chooseDrivers } from './toasts/choose.ts';
import type { ToastReply } from './toasts/driver.ts';
import { SoundingDrivers } from './toasts/sounding.ts';
import type { TrayView } from './tray/tray.ts';
import { TrayFeed } from './tray/tray-feed.ts';
import { Upgrades } from './upgrade/upgrades.ts';
import type { Part } from './windows/feed.ts';
import { openViews } from './windows/snapshot.ts';
import { type WindowSession, Windows } from './windows/windows.ts';
import { systemZone } from './zone.ts';

export type { WindowSession };

/** What a host holds of the core. */
export interface Core {
  /** A window is on its way: what its first picture is read with is started meanwhile. */
  expectWindow(): void;
  /** Updates are gathered, at most ten times a second, and end with `close()`. */
  openWindow(send: (update: Update) => void): WindowSession;
  status(): Status;
  /** Runs a command of the contract as a window would. */
  command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<unknown>>;
  /** Reads events of the history out for a file. */
  exported(input: ExportInput): Promise<Exported>;
  /** The window was closed and left in the tray, which is told once. */
  closedToTray(): void;
  /** Whether a link of the window may go to the browser. */
  mayOpen(url: string): boolean;
  /** What works and what does not, as `tocsin check` prints it. */
  check(): Promise<readonly Check[]>;
  /** Everything for whoever looks after Tocsin, without secrets. */
  bundle(): Promise<Bundle>;
  /** Tocsin was started again after a crash, which windows say until somebody has seen it. */
  crashed(crash: Crash): void;
  /** The drivers of toasts in the order in which they are tried. */
  drivers(): Promise<readonly Check[]>;
  /** Resolves when the sign-in under way has ended, with how; null: it was cancelled, or there is none. */
  signedIn(server: string): Promise<SignIn | null>;
  import(document: unknown): Promise<ImportReport>;
  export(withSecrets: boolean): Promise<Record<string, unknown>>;
  tray(): TrayView;
  onTray(listener: (view: TrayView) => void): () => void;
  /** The machine woke or its network changed: every connection is made anew. */
  woke(): void;
  /** Somebody is back at the machine, or it has a new way out: what waits for its next attempt tries at once. */
  back(): void;
  close(): Promise<void>;
}

/**
 * Builds the house on what a host lends and connects its rooms. Rejects with `UnusableFile` when a policy that was given
 * by hand cannot be used. The redaction learns of every secret before it is used.
 */
export async function createCore(host: Host, redaction = new Redaction()): Promise<Core> {
  const { clock, log } = host;
  const secrets = watchedSecrets(host.secrets, redaction);
  const settings = await openSettings({
    file: host.settingsFile,
    policy: host.policy,
    protocols,
    secrets,
    clock,
    log,
  });
  // A keyring may be slow, and what is not read yet is in no line; what is read is known from then on.
  void settings.secretTexts().then(
    (texts) => redaction.know(texts),
    (error) => log.warn(`The secrets that are to stay out of logs could not be read: ${String(error)}`),
  );
  const locale = systemLocale(process.env, new Intl.DateTimeFormat().resolvedOptions().locale);
  const language = () => languageOf(settings.current().appearance.language, locale);
  let translation = translationOf(language());
  speak(() => translation);
  const history = await openHistory({ directory: host.localDirectory, start: host.startHistory, clock });
  const remembered = await history.remembered();
  const knownUntil = new KnownUntil(history, remembered.knownUntil, log.error);
  const ruleBook = new RuleBook(() => settings.current());
  const windows = new Windows();
  const notices = new Notices(() => told('notices'));

  const signIns = new SignIns({
    secrets,
    netFor: openProviderNet,
    clock,
    open: (url) => host.openAddress(url),
    changed: () => {
      windows.parts('servers');
      secretKeeping.check();
    },
    signedIn: (server) => connections.retry(server),
    warn: log.warn,
  });
  const servers = new KnownServers({ settings, signIns, redaction, clock, random: host.random });

  const alerts = new Alerts(remembered, (id) => servers.nameOf(id), acknowledges);
  const silence = new Silence({
    clock,
    file: openSilenceFile(host.localDirectory, clock.now, log),
    quietHours: () => settings.current().quietHours,
    zone: systemZone,
    alerts,
    changed: () => told('silenced'),
    over: () => heldBack.over(),
    woken: (snooze) => heldBack.woken(snooze),
    failed: log.error,
  });
  let reply = (_: ToastReply) => {};
  const driver = chooseDrivers(
    () => settings.current().toasts.driver,
    host.drivers,
    (said) => reply(said),
  );
  const sounding = new SoundingDrivers({
    drivers: driver,
    player: host.player,
    sounds: () => settings.current().toasts.sounds,
    clock,
  });
  const previews = () => settings.current().toasts.previews;
  const owed = new Owed({ history, failed: log.error });
  const toaster = new Toaster(
    {
      driver: sounding,
      history,
      alerts,
      clock,
      previews,
      delivered: (row) => {
        windows.changed([row.id]);
        windows.parts('counted');
        tray.delivered(row);
      },
      opened: (event) => done(clicks.open(event)),
      acknowledges,
      acknowledged: (event, equal) => done(acknowledging.acknowledgeEvents(event, equal)),
      signIn: (event) => done(clicks.signIn(event)),
      seen: (event, equal) => done(attention.seeEvents([event, ...equal])),
      snoozed: (event) => done(attention.snoozeEvent(event)),
      ended: (lines) => intake.ended(lines),
      gaveWay: (content) => summaries.gaveWay(content),
      owed,
      failing: (why) => {
        notices.tell('toasts-failing', why === null ? null : inEnglish(() => causeText(why).why));
        void browserOffer.check();
      },
      failed: log.error,
    },
    remembered.alerts,
  );
  reply = (said) => toaster.reply(said);
  const attention = new Attention({
    history,
    alerts,
    silence,
    toaster,
    closedHere: (server, key) => intake.closedHere(server, key),
    clock,
    changed: (rows) => {
      windows.changed(rows);
      told('alerts', 'unseen');
    },
  });
  const leavings = new Leavings(remembered.unwatched, {
    alerts,
    history,
    clock,
    changed: () => {
      silence.check();
      told('alerts', 'unseen');
    },
  });
  const markings = new Markings({ attention, clock });
  const summaries = new Summaries({ toaster, history, alerts, silence, owed, clock, previews, failed: log.error });
  const browserOffer = new BrowserOffer({
    pages: host.toastPages,
    driver,
    failing: () => notices.has('toasts-failing'),
    tell: (why) => {
      if (why !== null || notices.has('toasts-in-browser')) notices.tell('toasts-in-browser', why);
    },
  });
  const clicks = new ToastClicks({
    history,
    settings,
    servers,
    host,
    signIn: async (server) => {
      const answer = await command('sign-in.begin', { server, how: 'browser' });
      return answer.ok ? (answer.value as SignIn) : null;
    },
  });
  const repeats = new Repeats({
    history,
    alerts,
    toaster,
    clock,
    rules: () => ruleBook.rules(),
    repeatCritical: () => settings.current().toasts.repeatCritical,
    held: (row) => silence.hushes(row) || servers.isMuted(row.server),
    failed: log.error,
  });
  const calming = new Calming({ toaster, alerts, silence, clock });
  const intake = new Intake({
    history,
    alerts,
    clock,
    rules: () => ruleBook.rules(),
    maxPerMinute: () => settings.current().toasts.maxPerMinute,
    silence,
    stands: (line) => toaster.stands(line),
    stored: (stored) => {
      windows.stored(stored);
      toaster.stored(stored);
      summaries.stored(stored);
      closings.stored(stored);
      if (stored.entries.some(({ event }) => !event.stream)) windows.parts('counted');
      repeats.stored(stored);
      calming.stored(stored);
      told('alerts', 'unseen');
    },
    caughtUp: (caughtUp) => {
      told('alerts', 'unseen');
      void summaries.caughtUp(caughtUp);
    },
    renamed: (server, type, id, name, rows) => {
      toaster.renamed(server, type, id, name);
      windows.changed(rows);
      if (name !== null) told('alerts');
    },
    drained: () => connections.resume(),
    failing: (error) => {
      if (error !== null) log.error(`The history could not be written, it is tried again: ${error.message}`);
      notices.tell('history-failing', error?.message ?? null);
    },
  });
  const closings = new Closings({
    alerts,
    history,
    clock,
    close: (server, key) => attention.closeAlert(server, key),
    isWatched: (id) => servers.isWatched(id),
    reopened: (server, key) => {
      intake.reopened(server, key);
      told('alerts', 'unseen');
    },
  });
  const heldBack = new HeldBack({
    history,
    toaster,
    silence,
    clock,
    previews,
    settled: () => intake.settled(),
    failed: log.error,
  });

  const secretKeeping = new SecretKeeping({
    secrets: host.secrets,
    clock,
    notices,
    wanted: () => settings.current().secrets.keep,
    opened: () => {
      const waiting = connections.states().filter(({ state }) => 'why' in state && state.why.code === 'keyring');
      for (const { id } of waiting) connections.retry(id);
    },
    failed: log.warn,
  });
  const starting = new Starting({
    autostart: host.autostart,
    wanted: () => settings.current().start.withSystem,
    locked: () => settings.locked().paths.some((path) => path === 'start.withSystem'),
    failed: log.warn,
  });
  const unreadLog = new UnreadLog(clock, log);
  const connections = new Connections({
    protocols,
    resolve: (server) => servers.resolved(server),
    accessTo: (server) => servers.access(server),
    netFor: openNet,
    sink: {
      event: (server, wire) => intake.offer(server, server.protocol, wire),
      own: (server, wire) => void intake.offer(server, 'tocsin', wire),
      caughtUp: (server, gap, catchUp) => {
        intake.catchUp(server, gap, catchUp);
        // What is new of it opens by itself, and comes first.
        intake
          .settled()
          .then(async () => {
            if (servers.isWatched(server.id)) await leavings.read(server.id, catchUp);
          })
          .catch((error) => log.error(`Alerts of ${server.id} were not opened again: ${String(error)}`));
      },
      named: (server, type, id, name) => intake.named(server.id, type, id, name),
      unreadable: (server, frame, why) => {
        unreadLog.note(server, frame, why);
        intake.offer(server, 'tocsin', unreadableEvent(frame, why));
      },
      knownUntil: (server, at) => knownUntil.keep(server, at),
      states: (states) => told('servers', ...(acknowledging.isChangedBy(states) ? (['alerts'] as const) : [])),
    },
    clock,
    random: host.random,
    knownUntil: (server) => knownUntil.of(server),
    noticeTimes: () => noticeTimes(settings.current().connections),
    raised: (server) => (['connection', 'sign-in'] as const).filter((key) => alerts.get(server, key) !== null),
  });

  const acknowledging = new Acknowledging({
    connections,
    alerts,
    history,
    intake,
    toaster,
    nameOf: (id) => servers.nameOf(id),
    previews,
  });

  const upgrades = new Upgrades({
    upgrading: host.upgrading ?? { off: 'serve' },
    preferences: () => settings.current().updates,
    clock,
    random: host.random,
    changed: (state) => {
      if (state.name === 'ready') notices.say('upgrade-ready', { version: state.version });
      else notices.clear('upgrade-ready');
      windows.parts('upgrade');
    },
    warn: log.warn,
  });
  const views = openViews({
    host,
    protocols,
    settings,
    alerts,
    silence,
    connections,
    signIns,
    notices,
    upgrades,
    language,
  });
  const examining = openExamining({
    host,
    settings,
    history,
    alerts,
    silence,
    connections,
    driver,
    views,
    target: servers.target,
    redaction,
  });
  const tray = new TrayFeed({
    history,
    clock,
    read: () => ({
      servers: connections.states(),
      alerts: alerts.openAlerts(),
      unseen: alerts.unseen(),
      unseenCounts: alerts.unseenCounts(),
      silenced: silence.view(),
      toastsFail: notices.has('toasts-failing'),
      policyFault: settings.notices().find(({ code }) => code === 'policy-unusable') ?? null,
    }),
    failed: log.warn,
  });
  const sources = {
    ...views,
    clock,
    counted: () => null,
    rows: history.rows.bind(history),
    tray: () => tray.picture(),
  };
  const table = commandTable({
    ...{ host, settings, servers, ruleBook, history, alerts, silence, markings, acknowledging, closings, intake },
    ...{ connections, signIns, starting, upgrades, notices, toaster, driver, browserOffer, examining, views, tray },
  });

  /** What is done with a toast nobody waits for; it may come while the program ends. */
  function done(doing: Promise<unknown>): void {
    doing.catch((error) => log.error(`What was done with a notification came to nothing: ${error}`));
  }

  /** Parts of what windows show have changed; the tray draws on all of them. */
  function told(...parts: readonly Part[]): void {
    windows.parts(...parts, 'tray');
    tray.changed();
  }

  function acknowledges(server: string, key: string): boolean {
    return connections.acknowledges(server, key);
  }

  async function command<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Answer<unknown>> {
    const session = windows.open(table, sources, () => undefined, log.warn);
    try {
      return await session.handle(name, input);
    } finally {
      session.close();
    }
  }

  async function sayClosed(): Promise<void> {
    if (settings.current().window.closeSaid) return;
    await settings.change({ window: { closeSaid: true } });
    await toaster.show({ ...closedToast(), urgency: 'quiet', severity: 'info', buttons: [], replaces: null });
  }

  async function settingsChanged(): Promise<void> {
    translation = translationOf(language());
    ruleBook.refresh();
    const outdated = alerts.keys().filter(({ key }) => ruleBook.isOutdated(key));
    told('settings', 'servers', 'notices');
    secretKeeping.check();
    starting.check();
    signIns.keep(settings.current().servers);
    silence.check();
    upgrades.follow();
    await connections.reconcile(settings.current().servers);
    const watched = new Set(settings.current().servers.flatMap(({ id, enabled }) => (enabled ? [id] : [])));
    leavings.keep(watched);
    await attention.leave(watched);
    for (const { server, key } of outdated) await attention.closeAlert(server, key);
  }

  if (history.setAside !== null) notices.say('history-set-aside', { ...history.setAside });
  history.onSetAside((moved) => {
    notices.say('history-set-aside', { ...moved });
    // The new one knows nothing of what is open, nor up to when the servers are known.
    history
      .saveAlerts(alerts.records())
      .catch((error) => log.error(`The open alerts were not stored anew: ${String(error)}`));
    knownUntil.storeAnew();
  });
  const unlisten = settings.listen(() => void settingsChanged());
  const stopPruning = keepPruned({
    history,
    budget: () => settings.current().history,
    clock,
    newestAt: remembered.newestAt,
    failed: log.error,
  });
  const stopProbing = probeToasts({ driver, toaster, clock });
  silence.start();
  await summaries.restart(remembered);
  heldBack.start(remembered.held);
  await settingsChanged();
  await repeats.start(remembered);
  await browserOffer.check();

  return {
    expectWindow: history.wake,
    openWindow(send) {
      history.wake();
      return windows.open(table, sources, send, log.warn);
    },
    status: () => statusOf(connections.states(), alerts.openAlerts().total, alerts.unseen().count, silence.view()),
    command,
    signedIn: (server) => signIns.over(server),
    exported: (input) => exported(history, input),
    closedToTray: () => void sayClosed(),
    mayOpen: (url) => mayOpen(url, settings.current().servers),
    check: examining.check,
    bundle: examining.bundle,
    crashed: ({ at, file }) => notices.say('crashed', { at, file }),
    drivers: async () => wordedInEnglish(await notifications({ drivers: driver.describe })),
    import: (document) => settings.import(document),
    export: (withSecrets) => settings.export(withSecrets),
    tray: () => tray.view(),
    onTray: (listener) => tray.listen(listener),
    woke: () => {
      silence.check();
      connections.woke();
    },
    back: () => {
      silence.check();
      connections.hasten();
    },
    close: () =>
      closeAll([
        unlisten,
        stopPruning,
        stopProbing,
        () => tray.close(),
        () => upgrades.close(),
        () => closings.end(),
        () => markings.end(),
        () => connections.close(),
        () => signIns.close(),
        () => secretKeeping.close(),
        // What cannot be committed, as on a full disk, is a fault here.
        () => intake.close(),
        () => silence.close(),
        () => heldBack.close(),
        () => calming.close(),
        () => summaries.close(),
        () => repeats.close(),
        () => toaster.close(),
        () => driver.close(),
        () => sounding.close(),
        () => host.player.close(),
        () => history.close(),
        () => settings.close(),
      ]),
  };
}
