import type { Rule } from './rule.ts';

/** What toasts out of the box; several rules of one id are one line of the table in the window. */
export const defaultRules: readonly Rule[] = [
  {
    id: 'default-closed',
    when: { phases: ['closed'], notKinds: ['job'], stream: false, openingToasted: true },
    then: { toast: 'quiet' },
  },
  { id: 'default-closed', when: { phases: ['closed'], notKinds: ['job'] }, then: { toast: 'none' } },
  { id: 'default-unchanged', when: { phases: ['updated'], worse: false }, then: { toast: 'none' } },
  { id: 'default-stream', when: { stream: true }, then: { toast: 'none' } },
  { id: 'default-message', when: { aim: 'user' }, then: { toast: 'show' } },
  { id: 'default-message', when: { aim: 'custom' }, then: { toast: 'quiet' } },
  { id: 'default-job', when: { kinds: ['job'], phases: ['closed'], minSeverity: 'error' }, then: { toast: 'show' } },
  { id: 'default-job', when: { kinds: ['job'], phases: ['closed'], automatic: true }, then: { toast: 'none' } },
  { id: 'default-job', when: { kinds: ['job'], phases: ['closed'] }, then: { toast: 'quiet' } },
  { id: 'default-connection', when: { kinds: ['connection'], minSeverity: 'error' }, then: { toast: 'show' } },
  { id: 'default-connection', when: { kinds: ['connection'] }, then: { toast: 'quiet' } },
  { id: 'default-critical', when: { minSeverity: 'critical' }, then: { toast: 'urgent' } },
  { id: 'default-fault', when: { minSeverity: 'warning' }, then: { toast: 'show' } },
  { id: 'default-rest', when: {}, then: { toast: 'none' } },
];
