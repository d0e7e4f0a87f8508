import type { TestStep } from '../../../preload/contract/api.ts';
import type { Target } from '../protocol.ts';
import { tryLine } from '../trial.ts';
import type { FlamencoSettings } from './schema.ts';
import { FlamencoSession } from './session.ts';
import { Standing } from './standing.ts';

/** Tries a server's settings with a session of its own, so that nothing of it is remembered. */
export function testFlamenco(
  target: Target<FlamencoSettings>,
  step: (step: TestStep) => void,
  signal: AbortSignal,
): Promise<void> {
  return tryLine(target, (trial, link) => new FlamencoSession(trial, link, new Standing()), step, signal, false);
}
