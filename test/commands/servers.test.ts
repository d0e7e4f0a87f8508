import { describe, expect, it } from 'vitest';
import { serverCommands } from '../../main/commands/servers.ts';
import type { Caller } from '../../main/commands/table.ts';
import type { SettingsStore } from '../../main/settings/store.ts';
import type { TestStep } from '../../preload/contract/api.ts';

const passed: TestStep = { name: 'name', state: 'passed', why: null };
const late: TestStep = { name: 'connect', state: 'passed', why: null };

function caller(): Caller & { readonly told: readonly TestStep[] } {
  const told: TestStep[] = [];
  return {
    told,
    start: () => Promise.reject(new Error('No feed is started here.')),
    step: (step) => told.push(step),
    page: { give: () => undefined, takeBack: () => undefined, onGone: () => undefined },
    exported: () => undefined,
  };
}

/** Commands whose test says its first step and then hangs, as on a server that takes the line and says nothing. */
function hanging() {
  const begun: { readonly signal: AbortSignal; readonly say: (step: TestStep) => void }[] = [];
  const table = serverCommands({
    // All that a test asks of the settings.
    settings: { tryServer: async () => ({ faults: [], server: {} }) } as unknown as SettingsStore,
    connections: { retry: () => undefined },
    tested: (_, say, signal) => {
      say(passed);
      begun.push({ signal, say });
      return new Promise(() => undefined);
    },
    offered: async () => ({ offers: [] }),
  });
  return { table, begun };
}

describe('the test of a connection', () => {
  it('ends when it is cancelled, though what it waits for never answers, and says nothing more', async () => {
    const { table, begun } = hanging();
    const window = caller();
    const answer = table['servers.test']({ server: {} }, window);
    await expect.poll(() => begun.length).toBe(1);
    await table['servers.cancel-test']({}, window);
    expect(await answer).toEqual({ faults: [], steps: [] });
    expect(begun[0]?.signal.aborted).toBe(true);
    begun[0]?.say(late);
    expect(window.told).toEqual([passed]);
  });

  it('of another window goes on', async () => {
    const { table, begun } = hanging();
    void table['servers.test']({ server: {} }, caller());
    await expect.poll(() => begun.length).toBe(1);
    await table['servers.cancel-test']({}, caller());
    expect(begun[0]?.signal.aborted).toBe(false);
  });

  it('that is begun anew ends the one before', async () => {
    const { table, begun } = hanging();
    const window = caller();
    const first = table['servers.test']({ server: {} }, window);
    await expect.poll(() => begun.length).toBe(1);
    void table['servers.test']({ server: {} }, window);
    expect(await first).toEqual({ faults: [], steps: [] });
    await expect.poll(() => begun.length).toBe(2);
    await table['servers.cancel-test']({}, window);
    expect(begun[1]?.signal.aborted).toBe(true);
  });
});
