import type { Choice, Field } from '../../../preload/contract/api.ts';
import { oidcFields } from '../open-id.ts';
import { clauses, linkPattern, objectPattern } from './clauses.ts';
import { onAtFirst, topics } from './topics.ts';
import { eventLevels, levels, states, type Word } from './words.ts';

const topicHelp: Readonly<Record<string, string>> = {
  'incident-count': 'Tells at once when an incident was missed',
  'state-change': 'Only where the server has no incidents, else each fault comes twice',
  mqtt: 'To the history only',
  'model-changed': 'To the history only',
  'custom-style-change': 'To the history only',
  'bulk-finished': 'To the history only',
};

const restNeeded = 'It goes to the REST address, which is needed for it';

/** The form of a server, beside name and address. */
export const fields: readonly Field[] = [
  {
    path: 'url',
    label: 'Address',
    help: 'Of the Comet server, with its port: https://saymon.example:1234',
    type: 'url',
    group: 'connection',
    required: true,
  },
  {
    path: 'apiUrl',
    label: 'REST address',
    help: 'Often the address of the web interface. Without it nothing missed can be fetched, and no session is checked.',
    type: 'url',
    group: 'connection',
  },
  {
    path: 'auth.type',
    label: 'Sign in with',
    help: '',
    type: 'choice',
    group: 'connection',
    required: true,
    initial: 'password',
    choices: [
      { value: 'password', label: 'Login and password', help: restNeeded },
      { value: 'token', label: 'Token', help: restNeeded },
      { value: 'session', label: 'Session id', help: 'Ends when the session does' },
      { value: 'oidc', label: 'Browser, through Keycloak', help: restNeeded },
    ],
  },
  {
    path: 'auth.login',
    label: 'Login',
    help: 'The login or the e-mail address',
    type: 'text',
    group: 'connection',
    required: true,
    when: { path: 'auth.type', is: ['password'] },
  },
  {
    path: 'auth.password',
    label: 'Password',
    help: '',
    type: 'secret',
    group: 'connection',
    required: true,
    when: { path: 'auth.type', is: ['password'] },
  },
  {
    path: 'auth.token',
    label: 'Token',
    help: 'An authentication token of your SAYMON user',
    type: 'secret',
    group: 'connection',
    required: true,
    when: { path: 'auth.type', is: ['token'] },
  },
  {
    path: 'auth.sessionId',
    label: 'Session id',
    help: 'The cookie "sid" of a signed-in browser',
    type: 'secret',
    group: 'connection',
    required: true,
    when: { path: 'auth.type', is: ['session'] },
  },
  ...oidcFields,
  ...topics.filter(({ name }) => name !== 'stat' && name !== 'error').map(({ name, label }) => topicField(name, label)),
  {
    path: 'subscriptions.stat',
    label: 'Statistics of',
    help: 'Entities, chosen by name, or by pasting their addresses or ids: 1:<id> for an object, 2:<id> for a link',
    type: 'list',
    group: 'watch',
    picks: null,
    links: [
      { pattern: objectPattern, id: '1:$1' },
      { pattern: linkPattern, id: '2:$1' },
    ],
  },
  {
    path: 'subscriptions.custom',
    label: 'Events of extensions',
    help: 'The names that server extensions send under, one a line',
    type: 'list',
    group: 'watch',
  },
  {
    path: 'incidentFilter',
    label: 'Incident filter',
    help: 'Only incidents for which all of this holds. With a filter, what closes while offline stays open here.',
    type: 'filter',
    group: 'watch',
    clauses,
  },
  {
    path: 'severities',
    label: 'Severities',
    help: 'What the levels and states of the server mean here; a custom one by its id',
    type: 'levels',
    group: 'severities',
    choices: [
      ...wordChoices('level', 'Incident', levels),
      ...wordChoices('state', 'State', states),
      ...wordChoices('event', 'Trap', eventLevels),
    ],
  },
  {
    path: 'webUrl',
    label: 'Web interface',
    help: 'Where "Open in the server" leads; {type} and {id} stand for the subject',
    type: 'url',
    group: 'advanced',
    usual: 'None',
  },
];

function topicField(name: string, label: string): Field {
  return {
    path: `subscriptions.${name}`,
    label,
    help: topicHelp[name] ?? '',
    type: 'switch',
    group: 'watch',
    initial: onAtFirst.includes(name),
  };
}

function wordChoices(scale: string, label: string, words: Readonly<Record<string, Word>>): Choice[] {
  return Object.entries(words).map(([id, { name, severity }]) => ({
    value: `${scale}:${id}`,
    label: `${label}: ${name}`,
    help: severity,
  }));
}
