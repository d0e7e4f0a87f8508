import { useEffect, useRef, useState } from 'preact/hooks';
import type { Field, FieldFault, Offered, ProtocolView } from '../../preload/contract/api.ts';
import { plain, serverScreen } from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { type Draft, isShown, lockOf, sent, valueAt, withValue } from './draft.ts';
import { FieldRow } from './field.tsx';
import { Steps } from './steps.tsx';

const groups: readonly { readonly group: Field['group']; readonly folded: boolean }[] = [
  { group: 'connection', folded: false },
  { group: 'watch', folded: false },
  { group: 'severities', folded: true },
  { group: 'advanced', folded: true },
];

const nameField = (): Field => ({
  path: 'name',
  label: serverScreen.name,
  help: serverScreen.nameHelp,
  type: 'text',
  group: 'connection',
  required: true,
});

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
  const fields = [nameField(), ...protocol.fields];
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
    setBusy('saving');
    const answer = await store.command('servers.save', { server: asked() });
    setBusy(null);
    if (answer === null || tellFaults(answer.faults)) return;
    saved();
    store.say(serverScreen[isNew ? 'added' : 'saved'](plain(String(draft['name']))));
    store.go({ server: String(draft['id']) }, 'replace');
  }

  async function test(): Promise<void> {
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
      {groups.map(({ group, folded }) => {
        const shown = fields.filter((field) => field.group === group && isShown(field, draft));
        if (shown.length === 0) return null;
        const faulty = shown.some((field) => faultAt(faults, field.path) !== null);
        if (!folded) {
          return (
            <fieldset key={group}>
              <legend>{serverScreen.groups[group]}</legend>
              {shown.map(row)}
            </fieldset>
          );
        }
        return (
          <details key={group} open={faulty}>
            <summary>{serverScreen.groups[group]}</summary>
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
          <button type="submit" class="primary" disabled={busy !== null}>
            {isNew ? serverScreen.add : serverScreen.save}
          </button>
          <button type="button" disabled={busy !== null} onClick={() => void test()}>
            {busy === 'testing' ? serverScreen.testing : serverScreen.test}
          </button>
          {isNew && (
            <button type="button" class="link" onClick={() => store.go({ server: null })}>
              {serverScreen.cancel}
            </button>
          )}
          {!isNew && edited && (
            <>
              <span class="muted">{serverScreen.notSaved}</span>
              <button
                type="button"
                class="link"
                onClick={() => {
                  setFaults([]);
                  discard();
                }}
              >
                {serverScreen.discard}
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
