import { useState } from 'preact/hooks';
import { type CommandResult, type Hindrance, type Severity, severities } from '../../preload/contract/api.ts';
import {
  causeText,
  hindranceText,
  sectionName,
  settingsScreen,
  severityWord,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SeverityMark } from '../ui/severity.tsx';

interface Tested {
  readonly severity: Severity;
  readonly result: CommandResult<'diagnosis.toast'>;
}

/** A notification of each severity to look at, and what would hold a real one back. */
export function TestToast({ store }: { readonly store: Store }) {
  const [tested, setTested] = useState<Tested | null>(null);
  const offered = store.told.value?.notices.some(({ code }) => code === 'toasts-in-browser') === true;

  async function test(severity: Severity): Promise<void> {
    const result = await store.command('diagnosis.toast', { severity });
    if (result !== null) setTested({ severity, result });
  }
  return (
    <div class="test-toast">
      <h3>{settingsScreen.testTitle}</h3>
      <p class="help">{settingsScreen.testHelp}</p>
      <p class="buttons">
        {severities.toReversed().map((severity) => (
          <button key={severity} type="button" onClick={() => void test(severity)}>
            <SeverityMark severity={severity} />
          </button>
        ))}
      </p>
      <div role="status">{tested !== null && <Found store={store} tested={tested} />}</div>
      {offered && (
        <p>
          <button type="button" onClick={() => void store.showToastsHere()}>
            {settingsScreen.showHere}
          </button>
        </p>
      )}
    </div>
  );
}

function Found({ store, tested: { severity, result } }: { readonly store: Store; readonly tested: Tested }) {
  const { why, driver, held } = result;
  return (
    <>
      {why === null ? (
        <p>
          {settingsScreen.shownBy(severityWord(severity), driver ?? '')} {settingsScreen.testQuestion}
        </p>
      ) : (
        <p class="fault">{`${causeText(why).why}.`}</p>
      )}
      {held.map((each) => (
        <p key={each.code}>
          {hindranceText(each, Date.now())} <Way store={store} hindrance={each} />
        </p>
      ))}
    </>
  );
}

/** To the place where it can be had otherwise. */
function Way({ store, hindrance }: { readonly store: Store; readonly hindrance: Hindrance }) {
  switch (hindrance.code) {
    case 'quiet-hours':
      return <a href={store.addressOf({ screen: 'settings', section: 'quiet-hours' })}>{sectionName('quiet-hours')}</a>;
    case 'no-previews':
      return <a href={store.addressOf({ screen: 'settings', section: 'privacy' })}>{sectionName('privacy')}</a>;
    case 'rule':
      return <a href={store.addressOf({ screen: 'rules', rule: hindrance.rule })}>{settingsScreen.rules}</a>;
    default:
      return null;
  }
}
