import { fieldTests, type TextTest } from '../../preload/contract/api.ts';
import { fieldTestName, ruleScreen, textTestName } from '../../preload/contract/texts/index.ts';
import { comparesNothing, limitParts, textTestForm, typedValue, valueAt, withTest } from './document.ts';
import type { Tied } from './line.tsx';

interface TestProps {
  readonly name: string;
  readonly test: unknown;
  readonly tied: Tied;
  readonly change: (test: unknown) => void;
}

const forms = ['contains', 'is', 'pattern'] as const;

/** What a text is asked: contains, is, or a pattern, each of which can be turned round. */
export function TextTestRow({ name, test, tied, change }: TestProps) {
  const { form, not } = textTestForm(test);
  const text = String(valueAt(test, [form]) ?? '');
  const set = (next: (typeof forms)[number], turned: boolean, wanted: string) => {
    const made: TextTest = { [next]: wanted, ...(turned ? { not: true } : {}) };
    change(made);
  };
  return (
    <>
      <p class="test">
        <select
          aria-label={`${name}: ${ruleScreen.test}`}
          value={`${form} ${not}`}
          onChange={({ currentTarget: { value } }) => {
            const [next, turned] = value.split(' ');
            set(forms.find((each) => each === next) ?? form, turned === 'true', text);
          }}
        >
          {[false, true].map((turned) =>
            forms.map((each) => (
              <option key={`${each} ${turned}`} value={`${each} ${turned}`}>
                {textTestName(each, turned)}
              </option>
            )),
          )}
        </select>
        <input
          type="text"
          {...tied}
          aria-label={`${name}: ${ruleScreen.value}`}
          class={form === 'pattern' ? 'mono' : ''}
          maxLength={1_000}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget }) => set(form, not, currentTarget.value)}
        />
      </p>
      {form === 'pattern' && <p class="help">{ruleScreen.patternHelp}</p>}
    </>
  );
}

/** What a field of the message is asked. */
export function FieldTestRow({ name, test, tied, change }: TestProps) {
  const [path, asks, value] = ['path', 'test', 'value'].map((field) => valueAt(test, [field]));
  const known = fieldTests.find((each) => each === asks) ?? '=';
  const fields = typeof test === 'object' && test !== null ? test : {};
  return (
    <>
      <p class="test">
        <input
          type="text"
          {...tied}
          aria-label={`${name}: ${ruleScreen.path}`}
          class="mono"
          placeholder="values.temperature"
          maxLength={500}
          spellcheck={false}
          value={String(path ?? '')}
          onInput={({ currentTarget }) => change({ ...fields, path: currentTarget.value })}
        />
        <select
          aria-label={`${name}: ${ruleScreen.test}`}
          value={known}
          onChange={({ currentTarget }) =>
            change(withTest(test, fieldTests.find((each) => each === currentTarget.value) ?? known))
          }
        >
          {fieldTests.map((each) => (
            <option key={each} value={each}>
              {fieldTestName(each)}
            </option>
          ))}
        </select>
        {!comparesNothing(known) && (
          <input
            type="text"
            {...tied}
            aria-label={`${name}: ${ruleScreen.value}`}
            maxLength={1_000}
            spellcheck={false}
            value={value === null ? 'null' : String(value ?? '')}
            onInput={({ currentTarget }) =>
              change({
                ...fields,
                value: known === 'contains' ? currentTarget.value : typedValue(currentTarget.value),
              })
            }
          />
        )}
      </p>
      <p class="help">{ruleScreen.pathHelp}</p>
    </>
  );
}

interface LimitProps {
  readonly limit: unknown;
  readonly tied: Tied;
  readonly change: (limit: unknown) => void;
}

const comparisons = ['>', '>=', '<', '<='] as const;
const turned: Readonly<Record<string, string>> = { '>': '<', '>=': '<', '<': '>', '<=': '>' };

/** A limit on a number of the message, which opens an alert and closes it again. */
export function LimitRow({ limit, tied, change }: LimitProps) {
  const [field, open, close] = ['field', 'open', 'close'].map((name) => valueAt(limit, [name]));
  const opens = limitParts(open);
  const closes = close === undefined ? { test: turned[opens.test] ?? '<', number: '' } : limitParts(close);
  const fields = typeof limit === 'object' && limit !== null ? limit : {};
  const set = (openTest: string, openNumber: string, closeTest: string, closeNumber: string) =>
    change({
      field: field ?? '',
      ...fields,
      open: `${openTest} ${openNumber}`,
      close: closeNumber === '' ? undefined : `${closeTest} ${closeNumber}`,
    });
  const comparison = (label: string, value: string, choose: (test: string) => void) => (
    <select aria-label={label} value={value} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {comparisons.map((each) => (
        <option key={each} value={each}>
          {fieldTestName(each)}
        </option>
      ))}
    </select>
  );
  const number = (label: string, value: string, choose: (number: string) => void) => (
    <input
      type="text"
      inputMode="decimal"
      {...tied}
      aria-label={`${label}: ${ruleScreen.value}`}
      class="number"
      maxLength={40}
      value={value}
      onInput={({ currentTarget }) => choose(currentTarget.value.trim())}
    />
  );
  return (
    <>
      <p class="test">
        <input
          type="text"
          {...tied}
          aria-label={ruleScreen.path}
          class="mono"
          placeholder="values.temperature"
          maxLength={500}
          spellcheck={false}
          value={String(field ?? '')}
          onInput={({ currentTarget }) => change({ ...fields, field: currentTarget.value })}
        />
      </p>
      <p class="test">
        <span>{ruleScreen.opensAt}</span>
        {comparison(ruleScreen.opensAt, opens.test, (test) =>
          set(test, opens.number, turned[test] ?? closes.test, closes.number),
        )}
        {number(ruleScreen.opensAt, opens.number, (text) => set(opens.test, text, closes.test, closes.number))}
      </p>
      <p class="test">
        <span>{ruleScreen.closesAt}</span>
        {comparison(ruleScreen.closesAt, closes.test, (test) => set(opens.test, opens.number, test, closes.number))}
        {number(ruleScreen.closesAt, closes.number, (text) => set(opens.test, opens.number, closes.test, text))}
      </p>
      <p class="help">{ruleScreen.closeHelp}</p>
    </>
  );
}
