import type { Severity } from '../../../preload/contract/api.ts';
import { type OwnWords, own } from '../own-words.ts';
import type { Steps } from './wire.ts';

/**
 * How a job ends, and how bad that is. `construction-failed` is a word of 3.0 alone. (Flamenco, flamenco-openapi.yaml)
 */
const results: Readonly<Record<string, Severity>> = {
  completed: 'ok',
  failed: 'error',
  canceled: 'info',
  'construction-failed': 'error',
};
const running: ReadonlySet<string> = new Set(['active', 'cancel-requested', 'pause-requested', 'requeueing']);
const taskSeverities: Readonly<Record<string, Severity>> = { failed: 'error', 'soft-failed': 'warning' };

/** Whether a job of this status has come to its end. */
export function isResult(status: string): boolean {
  return Object.hasOwn(results, status);
}

/** Whether a job of this status has tasks at work. */
export function isRunning(status: string): boolean {
  return running.has(status);
}

/** Ours for a status of a job; one that is unknown is a warning where it claims a fault. */
export function jobSeverity(status: string): Severity {
  return (Object.hasOwn(results, status) ? results[status] : undefined) ?? unknownSeverity(status);
}

/** Ours for a status of a task, likewise. */
export function taskSeverity(status: string): Severity {
  return (Object.hasOwn(taskSeverities, status) ? taskSeverities[status] : undefined) ?? unknownSeverity(status);
}

/** Ours for a status of a worker, likewise. */
export function workerSeverity(status: string): Severity {
  return status === 'error' ? 'error' : unknownSeverity(status);
}

/** `80 of 250 steps`, or `80 of 250 steps, shot_010, node-3`: names come last, for they may look like anything. */
export function stepsText({ completed, total }: Steps, place = ''): OwnWords {
  const steps = [String(completed), String(total)];
  return place === '' ? own('{} of {} steps', ...steps) : own('{} of {} steps, {}', ...steps, place);
}

/** A word that nobody knows is a warning when it claims a fault. */
function unknownSeverity(status: string): Severity {
  return /fail|error|fault|broken|lost|inoperative/i.test(status) ? 'warning' : 'info';
}
