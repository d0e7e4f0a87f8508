import type { TestStep } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { tryLine } from '../trial.ts';
import { newMemory } from './memory.ts';
import type { KameaSettings } from './schema.ts';
import { KameaSession } from './session.ts';

/** Tries a server's settings with a memory of its own, so that nothing of it is remembered. */
export function testKamea(
  target: Target<KameaSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  return tryLine(target, (trial, link) => new KameaSession(trial, link, newMemory()), step, signal);
}
