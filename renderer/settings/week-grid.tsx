import { useEffect, useRef, useState } from 'preact/hooks';
import { weekdays } from '../../preload/contract/api.ts';
import { settingsScreen, spanText, weekdayName } from '../../preload/contract/texts/index.ts';
import { type Cell, cellsADay, cellTime, coverOf, inRectangle, marked, rectangle, type Week } from './week.ts';

interface WeekGridProps {
  readonly id: string;
  readonly described: string | undefined;
  readonly disabled: boolean;
  /** Quiet hours are switched off: what is drawn holds nothing back. */
  readonly idle: boolean;
  readonly week: Week;
  readonly change: (week: Week) => void;
}

/** Cells from one to another that are being marked; by pointer they all become quiet, or none does. */
interface Stroke {
  readonly from: Cell;
  readonly to: Cell;
}

const hours = [0, 3, 6, 9, 12, 15, 18, 21];
const words = { none: 'cellFree', part: 'cellPart', whole: 'cellQuiet' } as const;
const hourCells = 2;

/**
 * The week in half hours. A stroke of the pointer, or Space at the keyboard, makes the cells under it quiet, or frees them
 * where its first one was quiet.
 */
export function WeekGrid({ id, described, disabled, idle, week, change }: WeekGridProps) {
  const grid = useRef<HTMLTableElement>(null);
  /** The cell of the keyboard. */
  const [at, setAt] = useState<Cell>({ day: 0, cell: 0 });
  const [selected, setSelected] = useState<Stroke | null>(null);
  const [drawn, setDrawn] = useState<Stroke | null>(null);
  const area = drawn ?? selected ?? { from: at, to: at };
  const quiet = coverOf(week, area.from.day, area.from.cell) !== 'whole';
  const shown = drawn === null ? week : marked(week, rectangle(drawn.from, drawn.to), quiet);
  const finish = useRef(() => {});
  finish.current = () => {
    if (drawn === null) return;
    setDrawn(null);
    change(shown);
  };
  const drawing = drawn !== null;
  useEffect(() => {
    if (!drawing) return;
    // It ends wherever the pointer is, also outside of the grid.
    const ended = () => finish.current();
    const gone = () => setDrawn(null);
    const left = (event: KeyboardEvent) => {
      if (event.key === 'Escape') setDrawn(null);
    };
    document.addEventListener('pointerup', ended);
    document.addEventListener('pointercancel', gone);
    document.addEventListener('keydown', left);
    return () => {
      document.removeEventListener('pointerup', ended);
      document.removeEventListener('pointercancel', gone);
      document.removeEventListener('keydown', left);
    };
  }, [drawing]);

  function move(to: Cell, extend: boolean): void {
    const next = { day: clamp(to.day, weekdays.length - 1), cell: clamp(to.cell, cellsADay - 1) };
    setSelected(extend ? { from: selected?.from ?? at, to: next } : null);
    setAt(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${next.day} ${next.cell}"]`)?.focus();
  }

  function pressed(event: KeyboardEvent): void {
    const { day, cell } = at;
    const goes: Readonly<Record<string, Cell>> = {
      ArrowLeft: { day, cell: cell - 1 },
      ArrowRight: { day, cell: cell + 1 },
      ArrowUp: { day: day - 1, cell },
      ArrowDown: { day: day + 1, cell },
      Home: { day: event.ctrlKey ? 0 : day, cell: 0 },
      End: { day: event.ctrlKey ? weekdays.length - 1 : day, cell: cellsADay - 1 },
      PageUp: { day, cell: cell - 6 * hourCells },
      PageDown: { day, cell: cell + 6 * hourCells },
    };
    const to = goes[event.key];
    if (to !== undefined) move(to, event.shiftKey);
    else if (event.key === ' ' || event.key === 'Enter') {
      if (!disabled) change(marked(week, rectangle(area.from, area.to), quiet));
      setSelected(null);
    } else if (event.key === 'Escape' && selected !== null) setSelected(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  return (
    <table
      ref={grid}
      id={id}
      class={`week ${disabled ? 'locked' : ''} ${idle ? 'idle' : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: one stop for Tab: https://www.w3.org/WAI/ARIA/apg/patterns/grid/
      role="grid"
      aria-label={settingsScreen.week}
      aria-describedby={described}
      aria-readonly={disabled}
      aria-multiselectable="true"
      onKeyDown={pressed}
      onPointerDown={(event) => {
        const cell = cellOf(event.target);
        if (cell === null || disabled || event.button !== 0) return;
        // A touch would keep the cell that it began on.
        if (event.target instanceof Element) event.target.releasePointerCapture(event.pointerId);
        setAt(cell);
        setSelected(null);
        setDrawn({ from: cell, to: cell });
      }}
      onPointerOver={(event) => {
        const cell = cellOf(event.target);
        if (drawn !== null && cell !== null) setDrawn({ from: drawn.from, to: cell });
      }}
    >
      <thead aria-hidden="true">
        <tr>
          <td class="corner" />
          {hours.map((hour) => (
            <td key={hour} colSpan={3 * hourCells}>
              {hour}
            </td>
          ))}
        </tr>
      </thead>
      <tbody>
        {weekdays.map((name, day) => (
          <tr key={name}>
            <th scope="row">{weekdayName(name)}</th>
            {Array.from({ length: cellsADay }, (_, cell) => {
              const cover = coverOf(shown, day, cell);
              const time = `${weekdayName(name, 'long')} ${spanText(cellTime(cell), cellTime(cell + 1))}`;
              const isSelected = selected !== null && inRectangle({ day, cell }, selected.from, selected.to);
              return (
                // biome-ignore lint/a11y/useAriaPropsSupportedByRole: a cell of a grid is a gridcell
                <td
                  key={cell}
                  class={cover}
                  data-cell={`${day} ${cell}`}
                  tabIndex={day === at.day && cell === at.cell ? 0 : -1}
                  aria-label={`${time}: ${settingsScreen[words[cover]]}`}
                  aria-selected={isSelected}
                  title={time}
                  onFocus={() => setAt({ day, cell })}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function cellOf(target: EventTarget | null): Cell | null {
  const place = target instanceof Element ? target.closest('[data-cell]')?.getAttribute('data-cell') : null;
  const [day, cell] = place?.split(' ').map(Number) ?? [];
  return day === undefined || cell === undefined ? null : { day, cell };
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, value));
}
