import type { Page } from '@playwright/test';
import { expect } from './house.ts';
import type { Stage, StageName } from './stage.ts';

/** A view of the window that is looked at: by axe, in every size, and where `picture` says so for the documents. */
export interface View {
  readonly name: string;
  readonly stage: StageName;
  /** The part of the address behind `#`. */
  readonly place: string;
  /** Goes on from there; resolves when all of it stands. */
  readonly show: (page: Page, stage: Stage) => Promise<unknown>;
  /** What the documents say of its picture. */
  readonly picture?: string;
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name }).first();
const press = (name: string | RegExp) => (page: Page) => button(page, name).click();
const see = (text: string | RegExp) => (page: Page) => expect(page.getByText(text).first()).toBeVisible();
const heading = (name: string | RegExp) => (page: Page) =>
  expect(page.getByRole('heading', { name }).first()).toBeVisible();

/** One thing after the other. */
const then =
  (...steps: readonly View['show'][]): View['show'] =>
  async (page, stage) => {
    for (const step of steps) await step(page, stage);
  };

const row = (text: string) => (page: Page) => page.locator('.row', { hasText: text }).first();
const unfold = async (page: Page) => {
  const folded = page.locator('details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
};
const newServer = (label: string) => then(press(new RegExp(`^${label}`)), see('Name (needed)'));
/** As it is told when nothing was filled in. */
const withFaults = then(press(/^Add$/), (page) => expect(page.locator('.fault').first()).toBeVisible());

/** Every view. A new screen, dialog or menu is one more line here. */
export const views: readonly View[] = [
  { name: 'overview-none', stage: 'none', place: 'overview', show: see('No server yet') },
  { name: 'history-none', stage: 'none', place: 'history', show: see('No server yet') },
  { name: 'servers-none', stage: 'none', place: 'servers', show: see('No server yet') },
  { name: 'rules-none', stage: 'none', place: 'rules', show: see('No exception yet') },

  {
    ...{ name: 'first-server', stage: 'none', place: 'first=server', show: heading('Which server is to be watched?') },
    picture: 'Which kind of server, a notification to look at, and the start with the system',
  },
  { name: 'first-kind', stage: 'none', place: 'first=server&adds=flamenco', show: see('Watch a Flamenco server') },
  { name: 'first-toast', stage: 'none', place: 'first=toast', show: heading('A notification to look at') },

  { name: 'overview-quiet', stage: 'quiet', place: 'overview', show: see('Nothing is open') },
  { name: 'history-empty', stage: 'quiet', place: 'history', show: see('No events yet') },

  {
    ...{ name: 'overview', stage: 'busy', place: 'overview', show: see('Water temperature over 31 °C') },
    picture: 'What is open, what nobody has seen first; how the servers stand; the last 24 hours',
  },
  {
    ...{ name: 'overview-menu', stage: 'busy', place: 'overview' },
    show: then(press('What to do with cooling-east'), (page) => expect(page.getByRole('menu')).toBeVisible()),
  },
  {
    ...{ name: 'overview-snooze', stage: 'busy', place: 'overview' },
    show: then(press('What to do with cooling-east'), (page) =>
      page.getByRole('menuitem', { name: 'Snooze…' }).click(),
    ),
  },
  {
    ...{
      name: 'history',
      stage: 'busy',
      place: 'history',
      show: (page) => expect(row('UPS on battery')(page)).toBeVisible(),
    },
    picture: 'What came, the newest first, and what became of it',
  },
  {
    ...{ name: 'history-detail', stage: 'busy', place: 'history' },
    show: then((page) => row('Water temperature')(page).click(), see('As received')),
    picture: 'An event: what can be done, why it was or was not shown, and its story',
  },
  {
    ...{ name: 'history-received', stage: 'busy', place: 'history' },
    show: then(
      (page) => row('UPS on battery')(page).click(),
      (page) => page.getByText('As received').click(),
      (page) => expect(page.locator('.detail pre')).toBeVisible(),
    ),
  },
  { name: 'history-time', stage: 'busy', place: 'history', show: press(/^Time/) },
  { name: 'history-more', stage: 'busy', place: 'history', show: press('More filters') },
  {
    ...{
      name: 'history-filters',
      stage: 'busy',
      place: 'history&severity=error&kind=trap&server=noc&outcome=shown,merged&text=ups',
    },
    show: (page) => expect(row('UPS on battery')(page)).toBeVisible(),
  },
  {
    ...{ name: 'history-selected', stage: 'busy', place: 'history' },
    show: then(
      (page) => row('UPS on battery')(page).click({ modifiers: ['Control'] }),
      (page) => row('Redundancy lost')(page).click({ modifiers: ['Control'] }),
      see('2 selected'),
    ),
  },
  { name: 'history-export', stage: 'busy', place: 'history', show: then(see('UPS on battery'), press('Export')) },
  { name: 'history-nothing', stage: 'busy', place: 'history&text=zebra', show: see('Nothing matches') },

  { name: 'servers', stage: 'busy', place: 'servers', show: see('Boilers') },
  {
    ...{ name: 'server-saymon', stage: 'busy', place: 'servers=noc', show: see('Connection and sign-in') },
    picture: 'A server: where it is, how to sign in, what to watch',
  },
  { name: 'server-saymon-whole', stage: 'busy', place: 'servers=noc', show: then(see('Incident filter'), unfold) },
  { name: 'server-kamea', stage: 'busy', place: 'servers=boilers', show: then(see('Pump 7'), unfold) },
  { name: 'server-flamenco', stage: 'busy', place: 'servers=farm', show: then(see('Name (needed)'), unfold) },
  { name: 'server-rackhd', stage: 'busy', place: 'servers=racks', show: then(see('Name (needed)'), unfold) },
  {
    name: 'server-kinds',
    stage: 'busy',
    place: 'servers=new',
    show: (page) => expect(button(page, /^SAYMON/)).toBeVisible(),
  },
  { name: 'server-saymon-new', stage: 'busy', place: 'servers=new', show: then(newServer('SAYMON'), withFaults) },
  { name: 'server-kamea-new', stage: 'busy', place: 'servers=new', show: then(newServer('Kamea'), withFaults) },
  { name: 'server-flamenco-new', stage: 'busy', place: 'servers=new', show: then(newServer('Flamenco'), withFaults) },
  { name: 'server-rackhd-new', stage: 'busy', place: 'servers=new', show: then(newServer('RackHD'), withFaults) },
  {
    ...{ name: 'server-test', stage: 'busy', place: 'servers=noc' },
    show: then(press(/^Test$/), see('Subscribe'), (page) =>
      expect(button(page, /^Test$/)).toBeVisible({ timeout: 20_000 }),
    ),
    picture: 'The test of a connection, step by step',
  },
  {
    ...{ name: 'server-test-stopped', stage: 'busy', place: 'servers=new' },
    show: then(
      newServer('Flamenco'),
      (page) => page.getByLabel('Name (needed)').fill('Other farm'),
      (page) => page.getByLabel('Address (needed)').fill('http://127.0.0.1:9'),
      press(/^Test$/),
      see(/^Nothing answers at/),
    ),
  },
  {
    ...{ name: 'server-offers', stage: 'busy', place: 'servers=boilers' },
    show: then(press('Choose from the server'), (page) =>
      expect(page.getByRole('checkbox', { name: /Tank 2/ })).toBeVisible(),
    ),
  },
  {
    ...{ name: 'server-filter', stage: 'busy', place: 'servers=noc' },
    show: then(
      (page) => page.getByLabel('Add a condition to Incident filter').selectOption('Level'),
      (page) => page.getByLabel('Add a condition to Incident filter').selectOption('Text'),
      (page) => expect(page.getByRole('checkbox', { name: 'Alarm' })).toBeVisible(),
    ),
  },
  {
    ...{ name: 'server-removed', stage: 'trouble', place: 'servers=old' },
    show: then(press('Remove'), see('is removed'), press('Undo'), see('Old plant')),
  },

  {
    ...{ name: 'rules', stage: 'busy', place: 'rules', show: then(heading('Exceptions'), see('Quiet lab')) },
    picture: 'What notifies and how, and the exceptions from it',
  },
  {
    ...{
      name: 'rule',
      stage: 'busy',
      place: 'rules=backup',
      show: then(heading('Backups that fail'), see(/Would have matched/)),
    },
    picture: 'A rule, and what it would have done with what came',
  },
  { name: 'rule-new', stage: 'busy', place: 'rules=new', show: see(/^Without a condition/) },
  {
    ...{ name: 'rule-conditions', stage: 'busy', place: 'rules=new' },
    show: then(press('Add a condition'), press(/^Kind$/), (page) =>
      expect(page.getByRole('checkbox', { name: 'Trap' })).toBeVisible(),
    ),
  },
  {
    ...{ name: 'settings', stage: 'busy', place: 'settings', show: heading(/^Settings$/) },
    picture: 'Settings, each of which holds at once',
  },
  {
    name: 'settings-checked',
    stage: 'busy',
    place: 'settings',
    show: then(press(/^Check$/), (page) => expect(page.locator('.checks li').first()).toBeVisible({ timeout: 20_000 })),
  },
  {
    ...{ name: 'keys', stage: 'busy', place: 'overview' },
    show: then(
      see('Water temperature'),
      (page) => page.keyboard.press('?'),
      (page) => expect(page.getByRole('dialog')).toBeVisible(),
    ),
    picture: 'The list of keys',
  },
  {
    ...{ name: 'pause', stage: 'busy', place: 'overview' },
    show: then(see('Water temperature'), (page) => page.keyboard.press('p'), heading('Show no notification for')),
    picture: 'Pause, for a time or until one',
  },

  { name: 'overview-trouble', stage: 'trouble', place: 'overview', show: see(/is paused until/) },
  {
    name: 'lines',
    stage: 'trouble',
    place: 'overview',
    show: then(press(/^\+ \d/), (page) => expect(button(page, 'Less')).toBeVisible()),
  },
  { name: 'servers-trouble', stage: 'trouble', place: 'servers', show: see('needs you') },
  { name: 'server-sign-in', stage: 'trouble', place: 'servers=annex', show: see('Name (needed)') },
  { name: 'server-locked', stage: 'trouble', place: 'servers=farm', show: see(/Set by your administrator/) },
  { name: 'rules-locked', stage: 'trouble', place: 'rules', show: see('House rule') },
  { name: 'settings-locked', stage: 'trouble', place: 'settings', show: heading(/^Settings$/) },
];

/** Opens a view in a page that knows nothing of the last one. */
export async function open(page: Page, view: View, stage: Stage): Promise<void> {
  await page.goto('about:blank');
  await page.goto(`${stage.host.url}&${view.place}`);
  const frame = view.place.startsWith('first') ? 'Steps' : 'Screens';
  await expect(page.getByRole(frame === 'Steps' ? 'list' : 'navigation', { name: frame })).toBeVisible();
  await view.show(page, stage);
}
