import { useEffect, useRef, useState } from 'preact/hooks';
import type { Field, FieldFault, Offered, ProtocolView } from '../../preload/contract/api.ts';
import { plain } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { type Draft, isShown, lockOf, sent, valueAt, withValue } from './draft.ts';
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
  /** What is stored, or what a new server begins with. */
  readonly begin: Draft;
  readonly isNew: boolean;
}

/** A server's settings; drawn from what its kind says of its fields. */
export function Form({ store, protocol, begin, isNew }: FormProps) {
  const { draft, edited, version, change, discard, saved } = useDraft(begin);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [busy, setBusy] = useState<'saving' | 'testing' | null>(null);
  const fields = [nameField, ...protocol.fields];
  const locked = store.told.value?.locked;
  const form = useRef<HTMLFormElement>(null);
  const asked = () => {
    // Switching off and muting have buttons of their own, which hold at once.
    const { enabled, muted } = begin;
    return { ...sent(draft, fields), enabled, ...(muted === undefined ? {} : { muted }) };
  };
  useEffect(() => {
    store.steps.value = [];
  }, [store]);

  /** A fault may be far up the form, or in a part that is folded: it gets the focus. */
  function tellFaults(found: readonly FieldFault[]): boolean {
    setFaults(found);
    if (found.length === 0) return false;
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    return true;
  }

  async function save(): Promise<void> {
    if (busy !== null) return;
    setBusy('saving');
    const answer = await store.command('servers.save', { server: asked() });
    setBusy(null);
    if (answer === null || tellFaults(answer.faults)) return;
    saved();
    store.say(`${plain(String(draft['name']))} is ${isNew ? 'added' : 'saved'}.`);
    store.go({ server: String(draft['id']) }, 'replace');
    // This form goes, and the focus with it; the server's own takes its place.
    if (isNew) document.getElementById('server-form')?.focus();
  }

  async function test(): Promise<void> {
    if (busy !== null) return;
    store.steps.value = [];
    setBusy('testing');
    const answer = await store.command('servers.test', { server: asked() });
    setBusy(null);
    if (answer === null || tellFaults(answer.faults)) return;
    store.steps.value = answer.steps;
  }

  /** What the server has for a field; what stands in the form must do to ask it. */
  async function offered(path: string): Promise<Offered | null> {
    const answer = await store.command('servers.offer', { server: asked(), path });
    if (answer === null || tellFaults(answer.faults)) return null;
    return answer.offered;
  }

  const row = (field: Field) => (
    <FieldRow
      key={field.path}
      field={field}
      value={valueAt(draft, field.path)}
      stored={valueAt(begin, field.path)}
      version={version}
      fault={faultAt(faults, field.path)}
      lockedBy={lockOf(locked, String(draft['id']), field.path)}
      change={(value) => change(field.path, value)}
      ask={() => offered(field.path)}
    />
  );
  const unplaced = faults.filter(({ path }) => !fields.some((field) => belongs(path, field.path)));
  return (
    <form
      ref={form}
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
      <div class="foot">
        {unplaced.map(({ path, text }) => (
          <p key={path} class="fault" role="alert">
            {path === '' ? '' : `${path}: `}
            {text}
          </p>
        ))}
        <Steps steps={store.steps.value} busy={busy === 'testing'} />
        <p class="buttons">
          {/* Not disabled: that would take the focus away, and with it the place of whoever goes by keys. */}
          <button type="submit" class="primary" aria-disabled={busy !== null}>
            {isNew ? 'Add' : 'Save'}
          </button>
          <button type="button" aria-disabled={busy !== null} onClick={() => void test()}>
            {busy === 'testing' ? 'Testing…' : 'Test'}
          </button>
          {isNew && (
            <button type="button" class="link" onClick={() => store.go({ server: null })}>
              Cancel
            </button>
          )}
          {!isNew && edited && (
            <>
              <span class="muted">Not saved yet</span>
              <button
                type="button"
                class="link"
                onClick={() => {
                  setFaults([]);
                  discard();
                }}
              >
                Discard
              </button>
            </>
          )}
        </p>
      </div>
    </form>
  );
}

/** What is typed, over what is stored: after saving, what is stored holds again. */
function useDraft(begin: Draft) {
  const [typed, setTyped] = useState<Draft | null>(null);
  const [version, setVersion] = useState(0);
  const waits = useRef(false);
  const discard = () => {
    setTyped(null);
    setVersion((before) => before + 1);
  };
  useEffect(() => {
    if (!waits.current) return;
    waits.current = false;
    discard();
  }, [begin]);
  return {
    draft: typed ?? begin,
    edited: typed !== null,
    /** Counts up when what was typed is gone, so that fields begin anew. */
    version,
    change: (path: string, value: unknown) => setTyped((before) => withValue(before ?? begin, path, value)),
    discard,
    /** The stored settings come as an update a moment later. */
    saved: () => {
      waits.current = true;
    },
  };
}

function faultAt(faults: readonly FieldFault[], path: string): string | null {
  return faults.find((fault) => belongs(fault.path, path))?.text ?? null;
}

function belongs(faultPath: string, path: string): boolean {
  return faultPath === path || faultPath.startsWith(`${path}.`);
}
