import type { ComponentChildren } from 'preact';
import { kinds, phases, type Severity, severities } from '../../preload/contract/api.ts';
import {
  conditionName,
  kindWord,
  phaseWord,
  plain,
  type RuleNames,
  ruleScreen,
} from '../../preload/contract/texts/index.ts';
import type { Store } from '../store.ts';
import { SeverityOptions } from '../ui/severity-options.tsx';
import { Chooser } from './chooser.tsx';
import type { Line, Path, RuleDocument } from './document.ts';
import { textsAt, valueAt } from './document.ts';
import { offeredProtocols, offeredServers, offeredTopics } from './known.ts';
import { RuleLine, type Tied } from './line.tsx';
import { FieldTestRow, LimitRow, TextTestRow } from './tests.tsx';

export interface ConditionProps {
  readonly store: Store;
  readonly rule: RuleDocument;
  readonly line: Line;
  readonly names: RuleNames | null;
  readonly fault: string | null;
  readonly change: (path: Path, value: unknown) => void;
  readonly remove: () => void;
}

/** One condition of a rule with what it asks, its fault, and the way to take it away. */
export function ConditionLine(props: ConditionProps) {
  const { line, fault, remove } = props;
  const id = `line-${line.path.join('-')}`;
  const name = line.condition === 'unknown' ? plain(String(line.path.at(-1))) : conditionName(line.condition);
  return (
    <RuleLine
      id={id}
      name={name}
      fault={fault}
      remove={remove}
      data-condition={line.condition}
      asks={(tied) => <Asks {...props} id={id} tied={tied} name={name} />}
    />
  );
}

interface AsksProps extends ConditionProps {
  readonly id: string;
  readonly tied: Tied;
  readonly name: string;
}

function Asks({ store, rule, line, names, change, id, tied, name }: AsksProps): ComponentChildren {
  const { condition, path } = line;
  const told = store.told.value;
  if (told === null) return null;
  const chooser = {
    id,
    label: name,
    tied,
    chosen: textsAt(rule, path),
    change: (words: readonly string[]) => change(path, words),
  };
  switch (condition) {
    case 'server':
      return <Chooser {...chooser} offers={offeredServers(told)} typed />;
    case 'protocol':
      return <Chooser {...chooser} offers={offeredProtocols(told)} />;
    case 'kind':
      return <Chooser {...chooser} offers={kinds.map((kind) => ({ value: kind, label: kindWord(kind) }))} />;
    case 'topic':
      return <Chooser {...chooser} offers={offeredTopics(told, rule)} typed />;
    case 'phase':
      return <Chooser {...chooser} offers={phases.map((phase) => ({ value: phase, label: phaseWord(phase) }))} />;
    case 'severity':
      return <SeverityRange rule={rule} name={name} tied={tied} change={change} />;
    case 'subject': {
      const test = valueAt(rule, path);
      const called = names?.subject?.(String(valueAt(test, ['is']) ?? '')) ?? null;
      return (
        <>
          <TextTestRow name={name} test={test} tied={tied} change={(test) => change(path, test)} />
          {called !== null && <p class="help">{ruleScreen.called(called)}</p>}
        </>
      );
    }
    case 'text':
      return <TextTestRow name={name} test={valueAt(rule, path)} tied={tied} change={(test) => change(path, test)} />;
    case 'payload':
      return <FieldTestRow name={name} test={valueAt(rule, path)} tied={tied} change={(test) => change(path, test)} />;
    case 'alert':
      return <LimitRow limit={valueAt(rule, path)} tied={tied} change={(limit) => change(path, limit)} />;
    case 'stream':
      return (
        <select
          {...tied}
          aria-label={name}
          value={String(valueAt(rule, path))}
          onChange={({ currentTarget }) => change(path, currentTarget.value === 'true')}
        >
          <option value="true">{ruleScreen.streams.yes}</option>
          <option value="false">{ruleScreen.streams.no}</option>
        </select>
      );
    case 'unknown':
      return <p class="muted">{ruleScreen.notKnown}</p>;
  }
}

interface SeverityRangeProps {
  readonly rule: RuleDocument;
  readonly name: string;
  readonly tied: Tied;
  readonly change: ConditionProps['change'];
}

/** From one severity to another; the one that is set pushes the other along, so that no range is empty. */
function SeverityRange({ rule, name, tied, change }: SeverityRangeProps) {
  const [min, max] = [valueAt(rule, ['when', 'minSeverity']), valueAt(rule, ['when', 'maxSeverity'])];
  const [from, to] = [severityOf(min) ?? 'ok', severityOf(max) ?? 'critical'];
  const rank = (severity: Severity) => severities.indexOf(severity);
  const set = (least: Severity, most: Severity) => {
    change(['when', 'minSeverity'], least);
    change(['when', 'maxSeverity'], most === 'critical' ? undefined : most);
  };
  const choice = (label: string, value: Severity, choose: (severity: Severity) => void) => (
    <label>
      {label}{' '}
      <select
        {...tied}
        aria-label={`${name} ${label}`}
        value={value}
        onChange={({ currentTarget }) => choose(severityOf(currentTarget.value) ?? value)}
      >
        <SeverityOptions />
      </select>
    </label>
  );
  return (
    <p class="buttons">
      {choice(ruleScreen.from, from, (least) => set(least, rank(least) > rank(to) ? least : to))}
      {choice(ruleScreen.to, to, (most) => set(rank(most) < rank(from) ? most : from, most))}
    </p>
  );
}

function severityOf(value: unknown): Severity | null {
  return severities.find((severity) => severity === value) ?? null;
}
