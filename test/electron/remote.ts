import { runInThisContext } from 'node:vm';

/** What a test asks to be run in the main process, as Playwright's ElectronApplication.evaluate does. */
export interface Asked {
  readonly id: number;
  readonly source: string;
  readonly arg: unknown;
}
export type Answered =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: string };

/** Lets the test that started this process run functions in it, with the module. */
export function answerTest(electron: unknown): void {
  const { channel } = process;
  if (channel === undefined || channel === null) return;
  process.on('message', ({ id, source, arg }: Asked) => {
    void run(id, source, arg).then((answered) => process.send?.(answered));
  });
  // The test's line keeps nothing running.
  channel.unref();

  async function run(id: number, source: string, arg: unknown): Promise<Answered> {
    try {
      const asked = runInThisContext(`(${source})`) as (electron: unknown, arg: unknown) => unknown;
      return { id, value: await asked(electron, arg) };
    } catch (error) {
      return { id, error: String(error) };
    }
  }
}
