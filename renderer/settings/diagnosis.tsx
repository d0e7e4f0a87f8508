import { useEffect, useState } from 'preact/hooks';
import { type Bundle, type Check, type CheckPlace, type CrashReport, checkGroups } from '../../preload/contract/api.ts';
import {
  bundleSaved,
  checkGroupName,
  checkSentence,
  checksAsText,
  checksText,
  checkWord,
  sizeText,
  diagnosisScreen as words,
} from '../../preload/contract/texts/diagnosis.ts';
import { clockText, dateText, sectionName } from '../../preload/contract/texts/index.ts';
import { copyText } from '../history/copy.ts';
import type { Store } from '../store.ts';
import { handOver } from '../ui/hand-over.ts';
import { SteadyButton } from '../ui/steady-button.tsx';
import { Section } from './section.tsx';
import { Text } from './text.tsx';

/** What is under way; only one at a time, for both look at every server. */
type Doing = 'checking' | 'gathering' | null;

/** What works and what does not, the file for whoever looks after Tocsin, and what is known of a crash. */
export function Diagnosis({ store }: { readonly store: Store }) {
  const [found, setFound] = useState<readonly Check[] | null>(null);
  const [bundle, setBundle] = useState<Bundle | null>(null);
  const [doing, setDoing] = useState<Doing>(null);

  async function check(): Promise<void> {
    setDoing('checking');
    const checks = await store.command('diagnosis.check', {});
    if (checks !== null) setFound(checks);
    setDoing(null);
  }
  async function gather(): Promise<void> {
    setDoing('gathering');
    const made = await store.command('diagnosis.bundle', {});
    if (made !== null) setBundle(made);
    setDoing(null);
  }
  return (
    <Section section="diagnosis">
      <Crashes store={store} />
      <p class="help">{words.before}</p>
      <p class="buttons">
        <SteadyButton class="primary" idle={doing !== null} press={check}>
          {found === null ? words.check : words.again}
        </SteadyButton>
        {found !== null && (
          <SteadyButton idle={doing !== null} press={() => copyChecks(store, found)}>
            {words.copy}
          </SteadyButton>
        )}
      </p>
      <div role="status" aria-busy={doing === 'checking'}>
        {doing === 'checking' && (
          <p>
            <progress aria-label={sectionName('diagnosis')} /> <span>{words.looking}</span>
          </p>
        )}
        {doing !== 'checking' && found !== null && <p class="sum">{checksText(found)}.</p>}
      </div>
      {found !== null && <Findings store={store} found={found} />}
      <h3>{words.bundleHeading}</h3>
      <p class="help">{words.bundleHelp}</p>
      <p class="buttons">
        <SteadyButton idle={doing !== null} press={gather}>
          {bundle === null ? words.make : words.makeAgain}
        </SteadyButton>
        {bundle !== null && (
          <SteadyButton class="primary" idle={doing !== null} press={() => keep(store, bundle)}>
            {words.save}
          </SteadyButton>
        )}
      </p>
      <div role="status" aria-busy={doing === 'gathering'}>
        {doing === 'gathering' && (
          <p>
            <progress aria-label={words.bundleHeading} /> <span>{words.making}</span>
          </p>
        )}
        {doing !== 'gathering' && bundle !== null && (
          <p class="sum">
            {bundle.name}, {sizeText(new Blob([bundle.text]).size)}
          </p>
        )}
      </div>
      {bundle !== null && (
        <details>
          <summary>{words.look}</summary>
          <Text label={words.preview} text={bundle.text} />
        </details>
      )}
    </Section>
  );
}

/** What was found, in groups; in each what fails stands first. */
function Findings({ store, found }: { readonly store: Store; readonly found: readonly Check[] }) {
  return (
    <>
      {checkGroups
        .map((group) => ({ group, checks: found.filter((each) => each.group === group).sort(worseFirst) }))
        .filter(({ checks }) => checks.length > 0)
        .map(({ group, checks }) => (
          // biome-ignore lint/a11y/useSemanticElements: a section would be one more landmark of the page
          <div key={group} role="group" aria-label={checkGroupName(group)}>
            <h3>{checkGroupName(group)}</h3>
            <ul class="checks">
              {checks.map((each, index) => (
                <Finding key={index} store={store} check={each} />
              ))}
            </ul>
          </div>
        ))}
    </>
  );
}

const order: readonly Check['state'][] = ['failed', 'note', 'ok'];

function worseFirst(one: Check, other: Check): number {
  return order.indexOf(one.state) - order.indexOf(other.state);
}

function Finding({ store, check }: { readonly store: Store; readonly check: Check }) {
  const { name, state, place } = check;
  return (
    <li data-state={state}>
      <b>{checkWord(state)}</b>
      <span>
        <span class="name">{name}</span>: {checkSentence(check)}{' '}
        {place !== null && state !== 'ok' && <Way store={store} place={place} />}
      </span>
    </li>
  );
}

/** The link to where it is mended. */
function Way({ store, place }: { readonly store: Store; readonly place: CheckPlace }) {
  if ('server' in place) {
    return <a href={store.addressOf({ screen: 'servers', server: place.server })}>{words.toServer}</a>;
  }
  const text = place.screen === 'servers' ? words.toServers : words.toSettings;
  return <a href={store.addressOf({ screen: place.screen })}>{text}</a>;
}

async function copyChecks(store: Store, found: readonly Check[]): Promise<void> {
  await copyText(store, checksAsText(found, store.told.value?.version ?? '', Date.now()));
}

/** The very file that was looked at is kept: by the host, or by the browser. */
async function keep(store: Store, { name, text }: Bundle): Promise<void> {
  if (store.host === 'serve') {
    handOver(new Blob([text], { type: 'application/json' }), name);
    store.say(bundleSaved(name));
    return;
  }
  const kept = await store.command('diagnosis.keep-bundle', {});
  if (kept !== null) store.say(bundleSaved(kept.file));
}

/** The reports of crashes; as long as nobody has seen the last one, with a way to end its line. */
function Crashes({ store }: { readonly store: Store }) {
  const [crashes, setCrashes] = useState<readonly CrashReport[]>([]);
  const told = store.told.value?.notices.some(({ code }) => code === 'crashed') === true;
  useEffect(() => {
    let here = true;
    void store.quietly('diagnosis.crashes', {}).then((answer) => here && answer.ok && setCrashes(answer.value));
    return () => {
      here = false;
    };
  }, [store, told]);
  if (crashes.length === 0 && !told) return null;
  return (
    <section class="crashes" aria-label={words.crashes}>
      <h3>{words.crashes}</h3>
      <ul>
        {crashes.map(({ file, at }) => (
          <li key={file}>
            {dateText(at)} {clockText(at, at)}: <code>{file}</code>
          </li>
        ))}
      </ul>
      <p class="help">{words.crashesHelp}</p>
      {told && (
        <p>
          <button type="button" onClick={() => void store.run('diagnosis.crash-seen', {})}>
            {words.crashSeen}
          </button>
        </p>
      )}
    </section>
  );
}
