import type { TestStep } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { tryLine } from '../trial.ts';
import { newMemory } from './memory.ts';
import type { RackhdSettings } from './schema.ts';
import { RackhdSession } from './session.ts';

/** Tries a server's settings with a session of its own, so that nothing of it is remembered. */
export function testRackhd(
  target: Target<RackhdSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  return tryLine(target, (trial, link) => new RackhdSession(trial, link, newMemory()), step, signal, false);
}
