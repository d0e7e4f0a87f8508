import type {
  Answer,
  CommandInput,
  CommandName,
  CommandResult,
  ExportProgress,
  Failure,
  HistoryFilter,
  Snapshot,
  TestStep,
} from '../../preload/contract/api.ts';
import { commandInputs, isCommand } from '../../preload/contract/schemas.ts';
import type { ToastPage } from '../toasts/driver.ts';

/** The window that a command came from. */
export interface Caller {
  /** Starts its feed anew under a filter; what `read` brings is the ground of later updates. */
  start<T>(filter: HistoryFilter, read: () => Promise<T>): Promise<T & Pick<Snapshot, 'seq'>>;
  step(step: TestStep): void;
  /** The page as one that may show toasts. */
  readonly page: ToastPage;
  /** How far its export is. */
  exported(progress: ExportProgress): void;
}

/** The main side of the contract: one function a command. */
export type CommandTable = {
  readonly [N in CommandName]: (input: CommandInput<N>, caller: Caller) => Promise<CommandResult<N>>;
};

/** A command that cannot be carried out, in words for the user. */
export class Refusal extends Error {
  readonly code: Failure['code'];

  constructor(code: Failure['code'], text: string) {
    super(text);
    this.code = code;
  }
}

/** Checks name and input, runs the command, and tags what comes of it; never rejects. */
export async function answer(
  table: CommandTable,
  name: string,
  input: unknown,
  caller: Caller,
  failed: (line: string) => void,
): Promise<Answer<unknown>> {
  if (!isCommand(name)) return refused(failed, 'unknown-command', `There is no command "${name.slice(0, 100)}"`);
  return run(table, name, input, caller, failed);
}

async function run<N extends CommandName>(
  table: CommandTable,
  name: N,
  input: unknown,
  caller: Caller,
  failed: (line: string) => void,
): Promise<Answer<unknown>> {
  const checked = commandInputs[name].safeParse(input);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const place = issue?.path.join('.') ?? '';
    return refused(
      failed,
      'bad-input',
      `${name}: ${place === '' ? '' : `${place}: `}${issue?.message ?? 'does not fit'}`,
    );
  }
  try {
    return { ok: true, value: await table[name](checked.data, caller) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: { code: error.code, text: error.message } };
    return refused(failed, 'failed', `${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** A refusal that no user caused is a fault of ours or an attack: it goes into the log too. */
function refused(failed: (line: string) => void, code: Failure['code'], text: string): Answer<never> {
  failed(`Command refused (${code}): ${text}`);
  return { ok: false, error: { code, text } };
}
