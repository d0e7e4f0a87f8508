import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPattern } from '../../preload/contract/rule-syntax.ts';
import { causeSentence, inEnglish, noticeText, sentence, speak } from '../../preload/contract/texts/index.ts';
import { russian } from '../../preload/contract/texts/ru/index.ts';
import { filesOf, textsOf } from './sources.ts';

/** Where sentences are made that reach a person as they are. */
const settings = [
  'main/settings/{schema,drafts,view,rules,ground,open}.ts',
  'main/protocols/*/schema.ts',
  'main/protocols/open-id.ts',
  'preload/contract/{rule-schemas,rule-syntax}.ts',
];
const everywhere = ['main/**/*.ts', 'preload/contract/*.ts'];

/** Texts for the policy's schema, for logs and for whoever wrote the program. */
const notForPersons = ['describe', 'warn', 'info', 'error', 'Error', 'UnusableFile'];

describe('sentences that are made in English', () => {
  beforeEach(() => speak(() => russian));
  afterEach(() => speak(() => null));
  const known = new Set(Object.keys(russian.sentences));

  it('have a Russian one where they say what does not fit', () => {
    const missing = filesOf(settings).flatMap((file) =>
      textsOf(file)
        .filter(
          ({ text, within }) => /^\p{Lu}\S* \S+ \S/u.test(text) && !within.some((each) => notForPersons.includes(each)),
        )
        .filter(({ within }) => !['label', 'help'].includes(within.at(-1) ?? ''))
        .map(({ text }) => text)
        .filter((text) => !known.has(text)),
    );
    expect(missing).toEqual([]);
  });

  it('have a Russian one where they refuse a command, or stand in a cause', () => {
    const missing = filesOf(everywhere).flatMap((file) =>
      textsOf(file)
        .filter(({ within }) => within.at(-1) === 'Refusal' || within.slice(-2).join('.') === 'params.text')
        .map(({ text }) => text)
        .filter((text) => /\p{L}{2,} \p{L}/u.test(text) && !known.has(text)),
    );
    expect(missing).toEqual([]);
  });

  /** Patterns with all that the engine says of them, which stands in its own source. */
  const unsupported = [
    '(a',
    'a)',
    '[a',
    '*a',
    'a**',
    '\\',
    '\\8',
    '(?=a)',
    'a{1001}',
    '[z-a]',
    '(?P<n',
    '(?P<n>a)(?P<n>b)',
  ];
  const faultOf = (pattern: string) => {
    const read = readPattern(pattern);
    return 'fault' in read ? read.fault : '';
  };

  it.each(unsupported)('say what is wrong with the pattern %s', (pattern) => {
    const said = sentence(faultOf(pattern)).replace(/`.*`$/, '').replace('RE2', '');
    expect(said).toMatch(/^Такое выражение не поддерживается: [^a-z]+$/i);
  });

  it('are all still made', () => {
    const ofEngine = unsupported.map((pattern) =>
      faultOf(pattern)
        .replace(/^.*?: /, '')
        .replace(/`.*`$/, '{}'),
    );
    const made = new Set([
      ...filesOf(everywhere).flatMap((file) => textsOf(file).map(({ text }) => text)),
      ...ofEngine,
    ]);
    expect([...known].filter((text) => /\p{L}/u.test(text) && !made.has(text))).toEqual([]);
  });

  it.each(Object.entries(russian.sentences))('%s names all that changes, and does not shout', (text, says) => {
    const holes = text.split('{}').length - 1;
    const named = [...new Set(says.match(/\{\d\}/g) ?? [])].sort();
    expect(named).toEqual(Array.from({ length: holes }, (_, index) => `{${index + 1}}`));
    expect(says).not.toMatch(/[!"]|^\s|\s$/);
  });

  it.each([
    ['Give a text', 'Укажите текст'],
    ['Give one of: a, b (c)', 'Укажите одно из: a, b (c)'],
    [
      'There is no kind of server "x.y": give one of saymon, kamea',
      'Вида сервера «x.y» нет: укажите одно из saymon, kamea',
    ],
    ['line 3, column 7: this is no JSON', 'строка 3, столбец 7: это не JSON'],
    ['/doc: it is a page, no document', '/doc: это страница, а не описание'],
    ['Your administrator has set this (/etc/tocsin/{1}.json)', 'Это задал ваш администратор (/etc/tocsin/{1}.json)'],
    ['what a server says', 'what a server says'],
    ['constructor', 'constructor'],
    ['', ''],
  ])('%s is said in the language that is spoken', (text, says) => {
    expect(sentence(text)).toBe(says);
    expect(inEnglish(() => sentence(text))).toBe(text);
  });

  it('are not looked for in what only a server sends', () => {
    const long = `no answer for ${'x'.repeat(2_000)}`;
    expect(sentence(long)).toBe(long);
  });

  it('stand in causes and notices', () => {
    expect(causeSentence({ code: 'broken', params: { host: 'noc', text: 'the network is down' } })).toMatch(
      /^Соединение с noc оборвалось: сеть не работает\. /,
    );
    const failing = {
      text: 'D-Bus could not show a notification: no answer within 2 s; does the notification daemon hang?',
    };
    expect(noticeText({ code: 'toasts-failing', params: failing })).toMatch(
      /^Уведомления не показываются: D-Bus не смог показать уведомление: нет ответа за 2 с; не зависла ли служба уведомлений\?\. /,
    );
    const params = { file: '/p.json', line: 3, text: 'enforced.toasts: Give a list' };
    expect(noticeText({ code: 'policy-unusable', params })).toContain('строка 3, enforced.toasts: Нужен список.');
    expect(inEnglish(() => noticeText({ code: 'policy-unusable', params }))).toContain('enforced.toasts: Give a list.');
  });
});
