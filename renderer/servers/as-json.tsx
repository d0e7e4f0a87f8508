import { jsonOf, jsonText } from './json.ts';

interface AsJsonProps {
  readonly id?: string | undefined;
  readonly summary: string;
  readonly label: string;
  readonly value: unknown;
  readonly open: boolean;
  readonly disabled: boolean;
  readonly invalid: boolean;
  readonly change: (value: unknown) => void;
}

/** The same value as JSON, folded up, for what the form above it cannot show. */
export function AsJson({ id, summary, label, value, open, disabled, invalid, change }: AsJsonProps) {
  return (
    <details open={open || invalid}>
      <summary>{summary}</summary>
      <textarea
        key={JSON.stringify(value)}
        id={id}
        aria-label={label}
        aria-invalid={invalid}
        rows={4}
        disabled={disabled}
        defaultValue={jsonText(value)}
        onChange={({ currentTarget }) => change(jsonOf(currentTarget.value))}
      />
    </details>
  );
}
