import { useId, useRef, useState } from 'preact/hooks';
import { type CommandResult, type EntryChanges, type FileFault, importLength } from '../../preload/contract/api.ts';
import {
  entryText,
  fileFaultText,
  importDone,
  importHolds,
  importRefused,
  isIdle,
  notExported,
  otherEncoding,
  placeText,
  settingsFileName,
  settingsSaved,
  tooLong,
  unreadableFile,
  valueChangeText,
  transferScreen as words,
} from '../../preload/contract/texts/transfer.ts';
import { utf8Text } from '../../preload/contract/utf-8.ts';
import type { Store } from '../store.ts';
import { handOver } from '../ui/hand-over.ts';
import { SteadyButton } from '../ui/steady-button.tsx';
import { Section } from './section.tsx';

/** Settings as a file, out and in. */
export function Transfer({ store }: { readonly store: Store }) {
  return (
    <Section section="transfer">
      <Export store={store} />
      <Import store={store} />
    </Section>
  );
}

function Export({ store }: { readonly store: Store }) {
  const [withSecrets, setWithSecrets] = useState(false);
  const [busy, setBusy] = useState(false);
  const help = useId();
  return (
    <>
      <h3>{words.exportHeading}</h3>
      <p class="help">{words.exportHelp}</p>
      <p>
        <label class="tick">
          <input
            type="checkbox"
            checked={withSecrets}
            aria-describedby={help}
            onChange={(event) => setWithSecrets(event.currentTarget.checked)}
          />{' '}
          {words.withSecrets}
        </label>
      </p>
      <p id={help} class={withSecrets ? 'caution' : 'help'}>
        {withSecrets ? words.withSecretsHelp : words.withoutSecretsHelp}
      </p>
      <p>
        <SteadyButton
          idle={busy}
          press={async () => {
            setBusy(true);
            await store.patience.over(exported(store, withSecrets));
            setBusy(false);
          }}
        >
          {words.export}
        </SteadyButton>
      </p>
    </>
  );
}

/** The browser keeps the file unread, for secrets are nothing that this page looks at; or the host does. */
async function exported(store: Store, withSecrets: boolean): Promise<void> {
  if (store.host !== 'serve') {
    const kept = await store.command('settings.export', { withSecrets });
    if (kept !== null) store.say(settingsSaved(kept.file, withSecrets));
    return;
  }
  try {
    const response = await store.downloadSettings(withSecrets);
    if (!response.ok) throw new Error((await response.text()).trim());
    const name = settingsFileName(Date.now());
    handOver(await response.blob(), name);
    store.say(settingsSaved(name, withSecrets));
  } catch (error) {
    store.say(notExported(error instanceof Error ? error.message : String(error)));
  }
}

type Preview = CommandResult<'settings.preview-import'>;

/** A file on its way in. */
type Step =
  | { readonly name: 'none' }
  | { readonly name: 'looking'; readonly file: string }
  | { readonly name: 'faulty'; readonly file: string; readonly faults: readonly FileFault[] }
  | { readonly name: 'shown'; readonly file: string; readonly text: string; readonly preview: Preview }
  | { readonly name: 'done'; readonly file: string };

function Import({ store }: { readonly store: Store }) {
  const [step, setStep] = useState<Step>({ name: 'none' });
  const [removeOthers, setRemoveOthers] = useState(false);
  const [dragged, setDragged] = useState(false);
  const input = useRef<HTMLInputElement>(null);

  async function look(file: string, text: string, remove: boolean): Promise<void> {
    const preview = await store.command('settings.preview-import', { text, removeOthers: remove });
    if (preview === null) setStep({ name: 'none' });
    else if (preview.faults.length > 0) setStep({ name: 'faulty', file, faults: preview.faults });
    else setStep({ name: 'shown', file, text, preview });
  }
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    setStep({ name: 'looking', file: file.name });
    if (file.size > importLength) return setStep({ name: 'faulty', file: file.name, faults: [tooLong()] });
    try {
      const text = utf8Text(new Uint8Array(await file.arrayBuffer()));
      if (text === null) setStep({ name: 'faulty', file: file.name, faults: [otherEncoding()] });
      else await look(file.name, text, removeOthers);
    } catch (error) {
      setStep({ name: 'faulty', file: file.name, faults: [unreadableFile(String(error))] });
    }
  }
  async function importIt(file: string, text: string): Promise<void> {
    const answer = await store.command('settings.import', { text, removeOthers });
    if (answer === null) return;
    if (answer.faults.length > 0) setStep({ name: 'faulty', file, faults: answer.faults });
    else setStep({ name: 'done', file });
  }
  async function undo(): Promise<void> {
    const answer = await store.command('settings.undo-import', {});
    if (answer === null) return;
    setStep({ name: 'none' });
    store.say(answer.restored ? words.undone : words.notUndone);
  }
  return (
    <>
      <h3>{words.importHeading}</h3>
      <p class="help">{words.importHelp}</p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is the second way; the button in it is the first. */}
      <div
        class={`drop ${dragged ? 'over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setDragged(true);
        }}
        onDragLeave={() => setDragged(false)}
        onDrop={(event) => {
          event.preventDefault();
          setDragged(false);
          void take(event.dataTransfer?.files[0]);
        }}
      >
        <input
          ref={input}
          type="file"
          accept=".json,application/json"
          aria-label={words.choose}
          hidden
          onChange={(event) => {
            void take(event.currentTarget.files?.[0]);
            // The same file, once corrected, is to be taken again.
            event.currentTarget.value = '';
          }}
        />
        <button type="button" onClick={() => input.current?.click()}>
          {words.choose}
        </button>{' '}
        <span class="muted">{dragged ? words.dropNow : words.drop}</span>
      </div>
      <div role="status">
        {step.name === 'looking' && <p>{words.looking}</p>}
        {step.name === 'faulty' && <Faults file={step.file} faults={step.faults} />}
        {step.name === 'done' && (
          <p>
            {importDone(step.file)}{' '}
            <button type="button" onClick={() => void undo()}>
              {words.undo}
            </button>
          </p>
        )}
      </div>
      {step.name === 'shown' && (
        <section class="coming" aria-label={importHolds(step.file)}>
          <p>
            <b>{importHolds(step.file)}</b>
          </p>
          <Changes preview={step.preview} />
          <p>
            <label class="tick">
              <input
                type="checkbox"
                checked={removeOthers}
                onChange={(event) => {
                  const remove = event.currentTarget.checked;
                  setRemoveOthers(remove);
                  void look(step.file, step.text, remove);
                }}
              />{' '}
              {words.removeOthers}
            </label>
          </p>
          <p class="help">{words.removeOthersHelp}</p>
          <p class="buttons">
            <button
              type="button"
              class="primary"
              disabled={isIdle(step.preview)}
              onClick={() => void importIt(step.file, step.text)}
            >
              {words.take}
            </button>
            <button type="button" onClick={() => setStep({ name: 'none' })}>
              {words.cancel}
            </button>
          </p>
        </section>
      )}
    </>
  );
}

function Faults({ file, faults }: { readonly file: string; readonly faults: readonly FileFault[] }) {
  return (
    <>
      <p class="fault">{importRefused(file)}</p>
      <ul>
        {faults.map((fault, index) => (
          <li key={index}>{fileFaultText(fault)}</li>
        ))}
      </ul>
    </>
  );
}

function Changes({ preview }: { readonly preview: Preview }) {
  const { servers, rules, preferences, idle, unknown, locked, wanting } = preview;
  return (
    <>
      {isIdle(preview) && <p>{words.idle}</p>}
      <Entries title={words.servers} changes={servers} />
      <Entries title={words.rules} changes={rules} />
      <Lines title={words.preferences} lines={preferences.map(valueChangeText)} />
      <Lines title={words.wanting} lines={wanting.map(entryText)} />
      <Lines title={words.locked} lines={locked.map(placeText)} />
      <Lines title={words.idleRules} lines={idle.map((fault) => fileFaultText({ ...fault, line: null }))} />
      <Lines title={words.unknown} lines={unknown.map(placeText)} />
    </>
  );
}

function Entries({ title, changes }: { readonly title: string; readonly changes: EntryChanges }) {
  const { added, changed, removed } = changes;
  if (added.length + changed.length + removed.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {added.map((entry) => (
          <li key={entry.id}>
            <b>{words.added}</b> {entryText(entry)}
          </li>
        ))}
        {changed.map((entry) => (
          <li key={entry.id}>
            <b>{words.changed}</b> {entryText(entry)}
            <ul>
              {entry.changes.map((change) => (
                <li key={change.path}>{valueChangeText(change)}</li>
              ))}
            </ul>
          </li>
        ))}
        {removed.map((entry) => (
          <li key={entry.id}>
            <b>{words.removed}</b> {entryText(entry)}
          </li>
        ))}
      </ul>
    </>
  );
}

function Lines({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
