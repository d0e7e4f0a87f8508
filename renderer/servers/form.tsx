import { useEffect, useRef, useState } from 'preact/hooks';
import type { Field, FieldFault, Offered, ProtocolView } from '../../preload/contract/api.ts';
import { plain, sentence, serverScreen } from '../../preload/contract/texts/index.ts';
import { newServerKey, serverKey } from '../drafts.ts';
import { useKeptForm } from '../kept-form.ts';
import { offersIn } from '../kinds.ts';
import type { Store } from '../store.ts';
import type { TakeTyped } from './control.ts';
import { addedTo, type Draft, isAskedFirst, isShown, lockOf, sent, valueAt, withValue } from './draft.ts';
import { FieldRow } from './field.tsx';
import { useNamesOf } from './names.ts';
import { Steps } from './steps.tsx';

interface Part {
  readonly name: keyof typeof serverScreen.groups;
  readonly folded: boolean;
  readonly has: (field: Field) => boolean;
}

const parts: readonly Part[] = [
  { name: 'connection', folded: false, has: ({ group }) => group === 'connection' },
  { name: 'watch', folded: false, has: ({ group }) => group === 'watch' },
  { name: 'severities', folded: true, has: ({ group }) => group === 'severities' },
  { name: 'advanced', folded: true, has: ({ group }) => group === 'advanced' },
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
  /** Shows what has to be given, and the rest folded. */
  readonly least?: boolean;
  /** What comes after it was saved; unless given, the server is shown. */
  readonly saved?: (server: Draft) => void;
}

/** A server's settings; drawn from what its kind says of its fields. */
export function Form({ store, protocol, begin, isNew, least = false, saved: gone }: FormProps) {
  const { draft, latest, edited, version, change, discard, saved } = useDraft(
    store,
    begin,
    isNew,
    isNew || gone !== undefined,
  );
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [busy, setBusy] = useState<'saving' | 'testing' | null>(null);
  const fields = [nameField(), ...protocol.fields];
  const locked = store.told.value?.locked;
  const form = useRef<HTMLFormElement>(null);
  const waiting = useRef(new Set<TakeTyped>());
  const namesOf = useNamesOf(store, protocol, begin);
  /** What the steps of the test are about. */
  const [tested, setTested] = useState<string | null>(null);
  const cancelled = useRef(false);
  const testing = useRef(false);
  testing.current = busy === 'testing';
  const asked = () => {
    // Switching off and muting have buttons of their own, which hold at once.
    const { enabled, muted } = begin;
    return { ...sent(latest(), fields), enabled, ...(muted === undefined ? {} : { muted }) };
  };
  useEffect(() => {
    store.steps.value = [];
    // Whoever leaves the form waits for its test no more.
    return () => {
      if (testing.current) void store.quietly('servers.cancel-test', {});
    };
  }, [store]);

  /** A fault may be far up the form, or in a part that is folded: it gets the focus. */
  function goToFault(): void {
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  }

  function tellFaults(found: readonly FieldFault[]): boolean {
    setFaults(found);
    if (found.length > 0) goToFault();
    return found.length > 0;
  }

  /** An id that was typed and not added is meant: it is added now. */
  function takeTyped(): boolean {
    const taken = [...waiting.current].map((take) => take());
    if (taken.includes(false)) goToFault();
    return !taken.includes(false);
  }

  async function save(): Promise<void> {
    if (busy !== null || !takeTyped()) return;
    setBusy('saving');
    const answer = await store.command('servers.save', { server: asked() });
    setBusy(null);
    if (answer === null || tellFaults(answer.faults)) return;
    saved();
    store.say(serverScreen[isNew ? 'added' : 'saved'](plain(String(draft['name']))));
    if (gone !== undefined) return gone(draft);
    store.go({ server: String(draft['id']) }, 'replace');
    // This form goes, and the focus with it; the server's own takes its place.
    if (isNew) document.getElementById('server-form')?.focus();
  }

  async function test(): Promise<void> {
    if (busy !== null || !takeTyped()) return;
    const server = asked();
    store.steps.value = [];
    setTested(JSON.stringify(server));
    setBusy('testing');
    cancelled.current = false;
    const answer = await store.command('servers.test', { server });
    setBusy(null);
    if (cancelled.current) {
      store.steps.value = [];
      return store.say(serverScreen.testCancelled);
    }
    // Nobody says how a test goes on that was cut off.
    store.steps.value = answer?.steps ?? [];
    if (answer !== null) tellFaults(answer.faults);
  }

  function cancelTest(): void {
    cancelled.current = true;
    void store.run('servers.cancel-test', {});
  }

  /** What the server has for a field; what stands in the form must do to ask it. */
  async function offered(path: string): Promise<Offered | null> {
    const answer = await store.command('servers.offer', { server: asked(), path });
    if (answer === null || tellFaults(answer.faults)) return null;
    return answer.offered === null ? null : offersIn(answer.offered, protocol.name);
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
      beside={addedTo(fields, draft, field.path)}
      change={(value) => {
        // What was said of it was said of something else.
        setFaults((told) => told.filter(({ path }) => !belongs(path, field.path)));
        change(field.path, value);
      }}
      ask={() => offered(field.path)}
      names={() => namesOf(field.path)}
      waiting={waiting.current}
    />
  );
  const isAsked = (field: Field) =>
    isAskedFirst(field) && (isNew || lockOf(locked, String(draft['id']), field.path) === null);
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
      {(least ? leastParts(isAsked) : parts).map(({ name: group, folded, has }) => {
        const shown = fields.filter((field) => has(field) && isShown(field, draft));
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
            {sentence(text)}
          </p>
        ))}
        <Steps
          steps={store.steps.value}
          busy={busy === 'testing'}
          old={tested !== null && tested !== JSON.stringify(asked())}
        />
        <p class="buttons">
          {/* Not disabled: that would take the focus away, and with it the place of whoever goes by keys. */}
          <button type="submit" class="primary" aria-disabled={busy !== null}>
            {isNew ? serverScreen.add : serverScreen.save}
          </button>
          {/* One button, so that the focus stays: it begins the test, and ends it. */}
          <button
            type="button"
            aria-disabled={busy === 'saving'}
            onClick={() => (busy === 'testing' ? cancelTest() : void test())}
          >
            {busy === 'testing' ? serverScreen.cancelTest : serverScreen.test}
          </button>
          {isNew && !least && (
            <button
              type="button"
              class="link"
              onClick={() => {
                discard();
                store.go({ server: null });
                requestAnimationFrame(() => document.getElementById('add-server')?.focus());
              }}
            >
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
                  // This button goes.
                  form.current?.querySelector<HTMLElement>('[type=submit]')?.focus();
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

/** Two parts: what has to be given, and all the rest. */
function leastParts(isAsked: (field: Field) => boolean): readonly Part[] {
  return [
    { name: 'least', folded: false, has: isAsked },
    { name: 'rest', folded: true, has: (field) => !isAsked(field) },
  ];
}

/** What stands in the form; once it is saved, what is stored holds again. */
function useDraft(store: Store, begin: Draft, isNew: boolean, leaves: boolean) {
  const { value, latest, edited, set, discard } = useKeptForm(store, {
    key: isNew ? newServerKey(String(begin['protocol'])) : serverKey(String(begin['id'])),
    ...{ what: 'server', begin, isNew },
    place: () => {
      const { screen, server, first } = store.place.value;
      return { screen, server, first };
    },
  });
  const version = useRef(0);
  const was = useRef(edited);
  /** What was typed was taken back by typing: the fields stay as they are. */
  const undone = useRef(false);
  // Also where it is discarded from elsewhere.
  if (was.current && !edited && !undone.current) version.current += 1;
  was.current = edited;
  undone.current = false;
  const waits = useRef(false);
  useEffect(() => {
    if (!waits.current) return;
    waits.current = false;
    discard();
  }, [begin]);
  useEffect(
    () => () => {
      if (waits.current) discard();
    },
    [],
  );
  return {
    draft: value,
    latest,
    edited,
    /** Counts up when what was typed is gone, so that fields begin anew. */
    version: version.current,
    change: (path: string, next: unknown) => {
      undone.current = !set(withValue(latest(), path, next));
    },
    discard,
    /** Where the form stays, the stored settings come as an update a moment later. */
    saved: () => {
      if (leaves) discard();
      else waits.current = true;
    },
  };
}

function faultAt(faults: readonly FieldFault[], path: string): string | null {
  const found = faults.find((fault) => belongs(fault.path, path));
  return found === undefined ? null : sentence(found.text);
}

function belongs(faultPath: string, path: string): boolean {
  return faultPath === path || faultPath.startsWith(`${path}.`);
}
