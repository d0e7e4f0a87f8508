import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type SettingsSection, settingsSections } from '../../preload/contract/api.ts';
import { frame, sectionName, settingsScreen } from '../../preload/contract/texts/index.ts';
import { beginAgain } from '../first-start/begin.ts';
import type { Store } from '../store.ts';
import { About } from './about.tsx';
import { Appearance } from './appearance.tsx';
import { Diagnosis } from './diagnosis.tsx';
import { HistorySettings } from './history.tsx';
import { KeySettings } from './keys.tsx';
import { Network } from './network.tsx';
import { Notifications } from './notifications.tsx';
import { Privacy } from './privacy.tsx';
import { QuietHours } from './quiet-hours.tsx';
import { anchorOf } from './section.tsx';
import { Start } from './start.tsx';
import { Transfer } from './transfer.tsx';

/** The parts that there are; their order is that of their names. */
const parts: Readonly<Partial<Record<SettingsSection, ComponentType<{ readonly store: Store }>>>> = {
  notifications: Notifications,
  'quiet-hours': QuietHours,
  start: Start,
  appearance: Appearance,
  keys: KeySettings,
  history: HistorySettings,
  network: Network,
  privacy: Privacy,
  transfer: Transfer,
  diagnosis: Diagnosis,
  about: About,
};
const shown = settingsSections.flatMap((section) => {
  const Part = parts[section];
  return Part === undefined ? [] : [{ section, Part }];
});

/** A part of the page counts as read from so far below its upper edge. */
const readBelow = 48;

/** All settings on one page, with a list of its parts beside it. */
export function SettingsScreen({ store }: { readonly store: Store }) {
  const page = useRef<HTMLDivElement>(null);
  const [read, setRead] = useState<SettingsSection>(shown[0]?.section ?? 'notifications');
  /** The part that was asked for: one at the end of the page cannot come to its top. */
  const asked = useRef<SettingsSection | null>(null);
  const place = store.place.value;
  useEffect(() => {
    const { section } = place;
    if (section === null) return;
    const title = document.getElementById(anchorOf(section))?.querySelector<HTMLElement>('h2');
    title?.scrollIntoView({ block: 'start' });
    title?.focus({ preventScroll: true });
    asked.current = section;
    setRead(section);
  }, [place]);

  function scrolled(): void {
    const box = page.current;
    if (box === null) return;
    const { top, bottom } = box.getBoundingClientRect();
    const beginOf = (section: SettingsSection) =>
      document.getElementById(anchorOf(section))?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
    if (asked.current !== null) {
      const begins = beginOf(asked.current);
      if (begins >= top - readBelow && begins < bottom) return;
      asked.current = null;
    }
    const begun = shown.filter(({ section }) => beginOf(section) <= top + readBelow);
    const atEnd = box.scrollTop + box.clientHeight >= box.scrollHeight - 1;
    const last = atEnd && box.scrollTop > 0 ? shown.at(-1) : (begun.at(-1) ?? shown[0]);
    if (last !== undefined) setRead(last.section);
  }
  return (
    <div class="settings">
      <div class="bar">
        <h1>{settingsScreen.title}</h1>
        <label class="go-to">
          {settingsScreen.goTo}{' '}
          <select
            value={read}
            onChange={({ currentTarget }) => {
              const section = shown[currentTarget.selectedIndex]?.section;
              if (section !== undefined) store.go({ section });
            }}
          >
            {shown.map(({ section }) => (
              <option key={section} value={section}>
                {sectionName(section)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="settings-body">
        <nav class="settings-parts" aria-label={settingsScreen.sections}>
          <ul>
            {shown.map(({ section }) => (
              <li key={section}>
                <a
                  href={store.addressOf({ section })}
                  aria-current={read === section ? 'location' : undefined}
                  onClick={(event) => {
                    event.preventDefault();
                    store.go({ section });
                  }}
                >
                  {sectionName(section)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div ref={page} class="settings-page" onScroll={scrolled}>
          {shown.map(({ section, Part }) => (
            <Part key={section} store={store} />
          ))}
          <p class="muted">
            <button type="button" class="link" onClick={() => beginAgain(store)}>
              {frame.firstSteps}
            </button>
          </p>
          <p class="muted">
            Tocsin {store.told.value?.version},{' '}
            {store.told.value?.host === 'serve' ? 'tocsin serve' : settingsScreen.desktopApp}
          </p>
        </div>
      </div>
    </div>
  );
}
