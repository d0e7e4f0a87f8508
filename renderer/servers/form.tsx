import { useEffect, useState } from 'preact/hooks';
import type { Field, FieldFault, ProtocolView } from '../../preload/contract/api.ts';
import type { Store } from '../store.ts';
import { type Draft, isShown, sent, withValue } from './draft.ts';
import { FieldRow } from './field.tsx';
import { Steps } from './steps.tsx';

const groups: readonly { readonly group: Field['group']; readonly title: string; readonly folded: boolean }[] = [
  { group: 'connection', title: 'Connection and sign-in', folded: false },
  { group: 'watch', title: 'What to watch', folded: false },
  { group: 'severities', title: 'Severities', folded: true },
  { group: 'advanced', title: 'Advanced', folded: true },
];

const nameField: Field = {
  path: 'name',
  label: 'Name',
  help: 'As it stands in lists and notifications',
  type: 'text',
  group: 'connection',
  required: true,
};

interface FormProps {
  readonly store: Store;
  readonly protocol: ProtocolView;
  readonly begin: Draft;
  readonly isNew: boolean;
}

/** A server's settings; drawn from what its kind says of its fields. */
export function Form({ store, protocol, begin, isNew }: FormProps) {
  const [draft, setDraft] = useState(begin);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [busy, setBusy] = useState<'saving' | 'testing' | null>(null);
  const fields = [nameField, ...protocol.fields];
  const locked = store.told.value?.locked;
  useEffect(() => {
    store.steps.value = [];
  }, [store]);

  async function save(): Promise<void> {
    setBusy('saving');
    const answer = await store.command('servers.save', { server: sent(draft, fields) });
    setBusy(null);
    if (answer === null) return;
    setFaults(answer.faults);
    if (answer.faults.length > 0) return focusFault();
    store.say(`${String(draft['name'])} is ${isNew ? 'added' : 'saved'}.`);
    store.go({ server: String(draft['id']) }, 'replace');
  }

  async function test(): Promise<void> {
    store.steps.value = [];
    setBusy('testing');
    const answer = await store.command('servers.test', { server: sent(draft, fields) });
    setBusy(null);
    if (answer === null) return;
    setFaults(answer.faults);
    if (answer.faults.length > 0) focusFault();
    else store.steps.value = answer.steps;
  }

  const row = (field: Field) => (
    <FieldRow
      key={field.path}
      field={field}
      draft={draft}
      fault={faultAt(faults, field.path)}
      lockedBy={
        locked?.paths.some((path) => isLocked(path, String(draft['id']), field.path)) === true ? locked.file : null
      }
      change={(value) => setDraft((now) => withValue(now, field.path, value))}
    />
  );
  const unplaced = faults.filter(({ path }) => !fields.some((field) => belongs(path, field.path)));
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {groups.map(({ group, title, folded }) => {
        const shown = fields.filter((field) => field.group === group && isShown(field, draft));
        if (shown.length === 0) return null;
        const faulty = shown.some((field) => faultAt(faults, field.path) !== null);
        if (!folded) {
          return (
            <fieldset key={group}>
              <legend>{title}</legend>
              {shown.map(row)}
            </fieldset>
          );
        }
        return (
          <details key={group} open={faulty}>
            <summary>{title}</summary>
            {shown.map(row)}
          </details>
        );
      })}
      {unplaced.map(({ path, text }) => (
        <p key={path} class="fault" role="alert">
          {path === '' ? '' : `${path}: `}
          {text}
        </p>
      ))}
      <Steps steps={store.steps.value} busy={busy === 'testing'} />
      <p class="buttons">
        <button type="submit" class="primary" disabled={busy !== null}>
          {isNew ? 'Add' : 'Save'}
        </button>
        <button type="button" disabled={busy !== null} onClick={() => void test()}>
          {busy === 'testing' ? 'Testing…' : 'Test'}
        </button>
        {isNew && (
          <button type="button" class="link" onClick={() => store.go({ server: null })}>
            Cancel
          </button>
        )}
      </p>
    </form>
  );
}

function faultAt(faults: readonly FieldFault[], path: string): string | null {
  return faults.find((fault) => belongs(fault.path, path))?.text ?? null;
}

function belongs(faultPath: string, path: string): boolean {
  return faultPath === path || faultPath.startsWith(`${path}.`);
}

function isLocked(path: string, server: string, field: string): boolean {
  const place = `servers.${server}.${field}`;
  return path === place || place.startsWith(`${path}.`) || path.startsWith(`${place}.`);
}

/** A fault may be far up the form: it gets the focus. */
function focusFault(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
}
