import type { TestStep } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { tryLine } from '../trial.ts';
import { newMemory } from './names.ts';
import type { SaymonSettings } from './schema.ts';
import { SaymonSession } from './session.ts';

/** Tries a server's settings with a session of its own, so that nothing of it is remembered. */
export function testSaymon(
  target: Target<SaymonSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  return tryLine(target, (trial, link) => new SaymonSession(trial, link, newMemory()), step, signal);
}
