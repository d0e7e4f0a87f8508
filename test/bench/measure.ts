/** One number with what it is measured beside, in the same run on the same machine. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly beside: { readonly name: string; readonly value: number } | null;
  readonly aim: string | null;
  readonly held: boolean;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}

/** The table that people read; the JSON line after it is for programs. */
export function tableOf(measures: readonly Measure[]): string {
  const head = ['what', 'Tocsin', 'beside', 'ratio', 'aim', ''];
  const rows = measures.map(({ name, value, unit, beside, aim, held }) => [
    name,
    `${figure(value)} ${unit}`,
    beside === null ? '' : `${figure(beside.value)} ${unit} (${beside.name})`,
    beside === null ? '' : `${(value / beside.value).toFixed(2)}`,
    aim ?? '',
    aim === null ? '' : held ? 'held' : 'NOT HELD',
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figure(value: number): string {
  if (value >= 100 || Number.isInteger(value)) return Math.round(value).toLocaleString('en');
  return value.toFixed(value >= 10 ? 1 : 2);
}
