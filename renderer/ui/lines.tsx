import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Notice, NoticeCode, ServerState, SettingsSection, Silenced } from '../../preload/contract/api.ts';
import {
  causeSentence,
  frame,
  noticeText,
  plain,
  sectionName,
  silencedText,
  unsavedText,
} from '../../preload/contract/texts/index.ts';
import { needsPerson, SignInButton } from '../servers/sign-in.tsx';
import type { Store } from '../store.ts';
import { RestartNow } from './restart-now.tsx';
import { useSteadyGround } from './steady-ground.ts';
import { UnsavedWays } from './unsaved.tsx';

const linesShown = 2;
/** So low that two of them would leave no room for the screen: a window at 200 %, say. */
const low = window.matchMedia('(height < 420px)');

/** How many lines there is room for. */
function useRoom(): number {
  const [isLow, setLow] = useState(low.matches);
  useEffect(() => {
    const turned = ({ matches }: MediaQueryListEvent) => setLow(matches);
    low.addEventListener('change', turned);
    return () => low.removeEventListener('change', turned);
  }, []);
  return isLow ? 1 : linesShown;
}

/** What the user must know, above every screen: at most two lines of one row each, the rest at a click. */
export function Lines({ store }: { readonly store: Store }) {
  const [all, showAll] = useState(false);
  const room = useRoom();
  const whole = useRef<HTMLDivElement>(null);
  useSteadyGround(whole, store.reading.value);
  const told = store.told.value;
  if (told === null) return null;
  const lines: readonly {
    readonly text: string;
    readonly way: ComponentChildren;
    readonly calm?: true;
    readonly quiet?: true;
  }[] = [
    ...(told.silenced.paused === null
      ? []
      : [{ text: pausedText(told.silenced, store.now.value), way: <Resume store={store} /> }]),
    ...noticesSaid(told.notices).map(({ notice, wayOut }) => ({
      text: noticeText(notice),
      way: (
        <>
          {wayOut && <ShowHere store={store} />}
          {notice.code === 'upgrade-ready' && <RestartNow store={store} />}
          <SettingsLink store={store} code={notice.code} />
        </>
      ),
    })),
    // On the screen of the form itself it stands there, or in its list.
    ...[...store.drafts.all.value]
      .filter(([, { place }]) => place.screen !== store.place.value.screen)
      .map(([key, kept]) => ({
        text: unsavedText(kept.what, kept.name),
        way: <UnsavedWays store={store} of={key} kept={kept} />,
        calm: true as const,
      })),
    ...told.servers
      .flatMap((server) => {
        const why = store.outages.value.get(server.id);
        return why === undefined ? [] : [{ server, why }];
      })
      .map(({ server, why }) => ({
        text: frame[server.state.name === 'blocked' ? 'serverNeedsYou' : 'serverLost'](
          plain(server.name),
          causeSentence(why),
        ),
        // The news tell it already.
        quiet: true as const,
        way: needsPerson(server, store.told.value?.settings ?? []) ? (
          <SignInButton server={server} store={store} />
        ) : (
          <Retry server={server} store={store} />
        ),
      })),
  ];
  const rest = lines.length - room;
  return (
    <div ref={whole} class={`lines ${all ? 'all' : ''}`}>
      <div role="alert">
        {!store.reachable.value && (
          <p>
            <span>{frame.pageLost}</span>
          </p>
        )}
      </div>
      {/* Only what is new is said, not all lines again. */}
      <div role="status" aria-atomic="false">
        {(all ? lines : lines.slice(0, room)).map(({ text, way, calm, quiet }, index) => (
          <p key={index} class={calm === true ? 'calm' : ''} aria-live={quiet === true ? 'off' : undefined}>
            <span title={text}>{text}</span>
            {way}
            {index === 0 && (
              <button type="button" class="link" aria-expanded={all} onClick={() => showAll(!all)}>
                {all ? frame.less : rest > 0 ? `+ ${rest}` : frame.more}
              </button>
            )}
          </p>
        ))}
      </div>
    </div>
  );
}

function Resume({ store }: { readonly store: Store }) {
  return (
    <button type="button" class="link" onClick={() => store.run('resume', {})}>
      {frame.resume}
    </button>
  );
}

/** The part of the settings where a notice is followed up; those that say what to do elsewhere have none. */
const followedUp: Readonly<Partial<Record<NoticeCode, SettingsSection>>> = {
  crashed: 'diagnosis',
  'toasts-failing': 'diagnosis',
  'policy-unusable': 'diagnosis',
  'history-failing': 'history',
  'history-set-aside': 'history',
};

function SettingsLink({ store, code }: { readonly store: Store; readonly code: NoticeCode }) {
  const section = followedUp[code];
  if (section === undefined) return null;
  return (
    <a href={store.addressOf({ screen: 'settings', section })} class="link">
      {sectionName(section)}
    </a>
  );
}

function ShowHere({ store }: { readonly store: Store }) {
  return (
    <button type="button" class="link" onClick={() => store.showToastsHere()}>
      {frame.showHere}
    </button>
  );
}

/** Where toasts have failed already, that is what is said; the way out is the same. */
function noticesSaid(notices: readonly Notice[]): readonly { readonly notice: Notice; readonly wayOut: boolean }[] {
  const offered = notices.some(({ code }) => code === 'toasts-in-browser');
  const failing = notices.some(({ code }) => code === 'toasts-failing');
  return notices
    .filter(({ code }) => code !== 'toasts-in-browser' || !failing)
    .map((notice) => ({ notice, wayOut: offered && notice.code.startsWith('toasts-') }));
}

function pausedText(silenced: Silenced, now: number): string {
  return frame.paused(silencedText(silenced, now) ?? '');
}

function Retry({ server: { id, name }, store }: { readonly server: ServerState; readonly store: Store }) {
  return (
    <button
      type="button"
      class="link"
      aria-label={frame.tryAgainAt(plain(name))}
      onClick={() => store.run('servers.retry', { id })}
    >
      {frame.tryAgain}
    </button>
  );
}
