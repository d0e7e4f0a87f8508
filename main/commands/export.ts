import type { ExportInput, ExportProgress } from '../../preload/contract/api.ts';
import { exportFileName } from '../../preload/contract/texts/index.ts';
import type { Exported } from '../history/export.ts';
import type { Host } from '../host.ts';
import { openOutput } from '../output-file.ts';
import { type Caller, type CommandTable, Refusal } from './table.ts';

interface ExportCommands {
  readonly exported: (input: ExportInput) => Promise<Exported>;
  readonly chooseFile?: Host['chooseFile'];
  readonly now: () => number;
}

/** Progress is told at most this often. */
const tellMs = 100;

/** Writing events of the history into a file. */
export function exportCommands({ exported, chooseFile, now }: ExportCommands) {
  const running = new Map<Caller, AbortController>();

  async function written(input: ExportInput, file: string, caller: Caller, signal: AbortSignal): Promise<number> {
    const { total, pieces } = await exported(input);
    const output = await openOutput(file);
    let rows = 0;
    let toldAt = Number.NEGATIVE_INFINITY;
    const tell = (progress: ExportProgress) => {
      toldAt = now();
      caller.exported(progress);
    };
    try {
      for await (const piece of pieces) {
        if (signal.aborted) break;
        await output.write(piece.text);
        rows += piece.rows;
        if (now() - toldAt >= tellMs) tell({ rows, total });
      }
      if (!signal.aborted) await output.keep();
      return rows;
    } finally {
      await output.close();
    }
  }

  return {
    'history.export': async (input, caller) => {
      if (chooseFile === undefined) {
        throw new Refusal('failed', 'In a browser the file comes as a download, over http');
      }
      if (running.has(caller)) throw new Refusal('failed', 'An export is under way: wait for it, or cancel it');
      const ending = new AbortController();
      running.set(caller, ending);
      try {
        const file = await chooseFile(exportFileName(input.format, now()));
        if (file === null) return null;
        const rows = await written(input, file, caller, ending.signal);
        return ending.signal.aborted ? null : { file, rows };
      } finally {
        running.delete(caller);
      }
    },
    'history.cancel-export': async (_, caller) => {
      running.get(caller)?.abort();
      return null;
    },
  } satisfies Partial<CommandTable>;
}
