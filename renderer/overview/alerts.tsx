import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Alert } from '../../preload/contract/api.ts';
import { countText, moreText, overviewScreen } from '../../preload/contract/texts/index.ts';
import { acknowledge, mayAcknowledge } from '../acknowledging.ts';
import { copy } from '../history/copy.ts';
import { clearPassed } from '../marking.ts';
import type { Store } from '../store.ts';
import { useKeys } from '../ui/keys.ts';
import { Menu, type MenuItem } from '../ui/menu.tsx';
import { closeHere, nameOf, openAlert, seeAlert, snoozeChoices, snoozeOf } from './actions.ts';
import { indexOf, left, moved, type Spot } from './cursor.ts';
import { type Group, type GroupName, groupsOf, placeOf } from './groups.ts';
import { Loose } from './loose.tsx';
import { AlertRow } from './row.tsx';

/** A menu that was opened; each has a number of its own, for the end of one is told after the next has begun. */
interface Opened {
  readonly number: number;
  readonly alert: Alert;
  readonly what: 'all' | 'snooze';
  readonly at: { readonly x: number; readonly y: number };
}

/** The open alerts in groups, which keys move through. */
export function AlertList({ store }: { readonly store: Store }) {
  const told = store.told.value;
  const [folded, fold] = useState<ReadonlySet<GroupName>>(new Set(['passed']));
  const [opened, setOpened] = useState<Opened | null>(null);
  const menus = useRef(0);
  const openMenu = (alert: Alert, what: Opened['what'], at: Opened['at']) =>
    setOpened({ number: ++menus.current, alert, what, at });
  const [spot, setSpot] = useState<Spot | null>(null);
  const groups = told === null ? [] : groupsOf(told.alerts);
  const shown = groups.flatMap(({ name, alerts }) => (folded.has(name) ? [] : alerts));
  const at = indexOf(spot, shown);
  const here = shown[at] ?? null;
  const move = (by: number) => setSpot(moved(spot, by, shown));
  const keys = useRef<Readonly<Record<string, () => void>>>({});
  keys.current = {
    j: () => move(1),
    k: () => move(-1),
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Home: () => move(Number.NEGATIVE_INFINITY),
    End: () => move(Number.POSITIVE_INFINITY),
    Enter: () => here !== null && openAlert(store, here),
    e: () => here !== null && see(here),
    a: () => here !== null && mayAcknowledge(here) && void acknowledge(store, here),
    c: () => here !== null && void copy(store, [{ ...here, occurredAt: here.openedAt, url: null }]),
    s: () => here?.closedAt === null && openMenu(here, 'snooze', belowRow(here)),
    ContextMenu: () => here !== null && openMenu(here, 'all', belowRow(here)),
  };
  useKeys(
    useMemo(() => Object.fromEntries(keyNames.map((key) => [key, () => keys.current[key]?.()])), []),
    '.alerts',
  );
  useEffect(() => {
    if (here !== null) document.getElementById(idOf(here))?.scrollIntoView({ block: 'nearest' });
  }, [here === null ? null : placeOf(here)]);
  if (told === null) return null;
  const { alerts, silenced } = told;
  const now = store.now.value;
  const rest = alerts.total - alerts.list.length;

  function see(alert: Alert): void {
    // The next one takes its place, so that a row of them is seen by a row of keys.
    if (alert.unseen || alert.closedAt !== null) setSpot(left(alert, shown));
    void seeAlert(store, alert);
  }
  function items({ alert, what, at }: Opened): readonly MenuItem[] {
    if (what === 'snooze') return snoozeChoices(store, alert, Date.now());
    if (alert.closedAt !== null) {
      return [
        { label: overviewScreen.open, run: () => openAlert(store, alert) },
        { label: overviewScreen.markSeen, run: () => see(alert) },
      ];
    }
    const snooze = snoozeOf(alert, silenced.snoozes);
    return [
      { label: overviewScreen.open, run: () => openAlert(store, alert) },
      ...(mayAcknowledge(alert)
        ? [{ label: overviewScreen.acknowledge, run: () => void acknowledge(store, alert) }]
        : []),
      ...(alert.unseen ? [{ label: overviewScreen.markSeen, run: () => see(alert) }] : []),
      snooze === null
        ? { label: overviewScreen.snooze, run: () => openMenu(alert, 'snooze', at) }
        : { label: overviewScreen.endSnooze, run: () => void store.run('unsnooze', { what: snooze.what }) },
      { label: overviewScreen.closeHere, run: () => void closeHere(store, alert) },
    ];
  }

  return (
    <>
      <table
        id="alerts"
        class="alerts"
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one stop for Tab: https://www.w3.org/WAI/ARIA/apg/patterns/grid/
        role="grid"
        tabIndex={0}
        aria-label={overviewScreen.list}
        aria-rowcount={shown.length}
        aria-activedescendant={here === null ? undefined : idOf(here)}
      >
        {groups.map((group) => (
          <tbody key={group.name}>
            <Heading
              group={group}
              folded={folded.has(group.name)}
              turn={() => fold(folded.has(group.name) ? without(folded, group.name) : new Set([...folded, group.name]))}
              clear={group.name === 'passed' ? () => void clearPassed(store) : null}
            />
            {!folded.has(group.name) &&
              group.alerts.map((alert) => (
                <AlertRow
                  key={placeOf(alert)}
                  id={idOf(alert)}
                  alert={alert}
                  now={now}
                  index={shown.indexOf(alert)}
                  here={here === alert}
                  snooze={snoozeOf(alert, silenced.snoozes)}
                  open={() => openAlert(store, alert)}
                  menu={(x, y) => {
                    setSpot({ place: placeOf(alert), index: shown.indexOf(alert) });
                    openMenu(alert, 'all', { x, y });
                  }}
                />
              ))}
          </tbody>
        ))}
      </table>
      {rest > 0 && (
        <p class="rest">
          <a
            href={store.addressOf({
              screen: 'history',
              filter: { minSeverity: 'warning', phases: ['opened', 'updated'], streams: false },
            })}
          >
            {moreText(rest)}
          </a>
        </p>
      )}
      <Loose store={store} />
      {opened !== null && (
        <Menu
          key={opened.number}
          label={opened.what === 'snooze' ? overviewScreen.snoozeOf(nameOf(opened.alert)) : nameOf(opened.alert)}
          items={items(opened)}
          at={opened.at}
          closed={() => setOpened((now) => (now === opened ? null : now))}
        />
      )}
    </>
  );
}

const keyNames = ['j', 'k', 'ArrowDown', 'ArrowUp', 'Home', 'End', 'Enter', 'e', 'a', 'c', 's', 'ContextMenu'] as const;

interface HeadingProps {
  readonly group: Group;
  readonly folded: boolean;
  readonly turn: () => void;
  /** Marks all of it as seen; null: each is seen by itself. */
  readonly clear: (() => void) | null;
}

function Heading({ group, folded, turn, clear }: HeadingProps) {
  return (
    <tr class="group">
      <th scope="rowgroup" colSpan={7}>
        <button type="button" class="plain" aria-expanded={!folded} onClick={turn}>
          <span aria-hidden="true">{folded ? '▸' : '▾'}</span> {overviewScreen[group.name]}
          <span class="muted">
            {' '}
            {countText(group.total)}
            {group.more ? '+' : ''}
          </span>
        </button>
        {clear !== null && (
          <button
            type="button"
            class="link"
            aria-label={overviewScreen.clearGroup(overviewScreen[group.name])}
            onClick={clear}
          >
            {overviewScreen.clear}
          </button>
        )}
      </th>
    </tr>
  );
}

/** Without spaces, which would make several ids of it. */
function idOf(alert: Alert): string {
  return `alert-${encodeURIComponent(placeOf(alert).toWellFormed())}`;
}

function belowRow(alert: Alert): Opened['at'] {
  const row = document.getElementById(idOf(alert))?.getBoundingClientRect();
  return { x: (row?.left ?? 0) + 96, y: row?.bottom ?? 0 };
}

function without(names: ReadonlySet<GroupName>, name: GroupName): ReadonlySet<GroupName> {
  return new Set([...names].filter((each) => each !== name));
}
