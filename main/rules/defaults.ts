import { kinds } from '../../preload/contract/api.ts';
import type { DefaultRule } from './rule.ts';

const allButJobs = kinds.filter((kind) => kind !== 'job');

/** What toasts out of the box; several rules of one id are one line of the table in the window. */
export const defaultRules: readonly DefaultRule[] = [
  {
    id: 'default-closed',
    when: { phase: ['closed'], kind: allButJobs, stream: false, openingToasted: true },
    then: { toast: 'quiet' },
  },
  { id: 'default-closed', when: { phase: ['closed'], kind: allButJobs }, then: { toast: 'none' } },
  { id: 'default-unchanged', when: { phase: ['updated'], worse: false }, then: { toast: 'none' } },
  { id: 'default-stream', when: { stream: true }, then: { toast: 'none' } },
  { id: 'default-message', when: { aim: 'user' }, then: { toast: 'show' } },
  { id: 'default-message', when: { aim: 'custom' }, then: { toast: 'quiet' } },
  { id: 'default-job', when: { kind: ['job'], phase: ['closed'], minSeverity: 'error' }, then: { toast: 'show' } },
  { id: 'default-job', when: { kind: ['job'], phase: ['closed'], automatic: true }, then: { toast: 'none' } },
  { id: 'default-job', when: { kind: ['job'], phase: ['closed'] }, then: { toast: 'quiet' } },
  { id: 'default-connection', when: { kind: ['connection'], minSeverity: 'error' }, then: { toast: 'show' } },
  { id: 'default-connection', when: { kind: ['connection'] }, then: { toast: 'quiet' } },
  { id: 'default-critical', when: { minSeverity: 'critical' }, then: { toast: 'urgent' } },
  { id: 'default-fault', when: { minSeverity: 'warning' }, then: { toast: 'show' } },
  { id: 'default-rest', when: {}, then: { toast: 'none' } },
];
