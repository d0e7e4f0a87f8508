import { describe, expect, it } from 'vitest';
import { fileOf, isWindow, windowUrl } from '../../main/desktop/addresses.ts';
import { hashOf, placeOfLink, placeOfStart } from '../../main/desktop/links.ts';

describe('a file of the window', () => {
  it.each([
    [windowUrl, ['index.html'], 'text/html; charset=utf-8'],
    [`${windowUrl}#servers=`, ['index.html'], 'text/html; charset=utf-8'],
    ['app://tocsin/assets/index-CNbdc9y5.js', ['assets', 'index-CNbdc9y5.js'], 'text/javascript; charset=utf-8'],
    ['app://tocsin/assets/../index.html', ['index.html'], 'text/html; charset=utf-8'],
  ])('%s', (url, names, type) => {
    expect(fileOf(url)).toEqual({ names, type });
  });

  it.each([
    'app://tocsin/',
    'app://tocsin//etc/index.html',
    'app://tocsin/%2e%2e/%2e%2e/main/index.js/..%2f..%2fsecrets.png',
    'app://tocsin/..%5c..%5csettings.html',
    'app://tocsin/..\\..\\settings.html',
    'app://tocsin/a%00.html',
    'app://tocsin/.hidden.html',
    'app://tocsin/C:/settings.html',
    'app://tocsin/secrets.json',
    'app://elsewhere/index.html',
    'file:///index.html',
    'index.html',
  ])('%s is none', (url) => {
    expect(fileOf(url)).toBeNull();
  });
});

describe('who may give commands', () => {
  it.each([
    [windowUrl, true],
    [`${windowUrl}?x#history=&event=5`, true],
    ['app://tocsin/index.html.evil', false],
    ['app://tocsin/assets/index.html', false],
    ['app://tocsin.evil/index.html', false],
    ['app://tocsin:1/index.html', false],
    ['https://tocsin/index.html', false],
    ['about:blank', false],
    ['', false],
  ])('%s: %s', (url, ours) => {
    expect(isWindow(url)).toBe(ours);
  });
});

describe('a link into the window', () => {
  it.each([
    ['tocsin://event/12', { event: 12 }],
    ['tocsin://servers', { screen: 'servers' }],
    ['tocsin://servers/', { screen: 'servers' }],
    ['tocsin://settings', { screen: 'settings' }],
    ['tocsin://settings/diagnosis', { screen: 'settings', section: 'diagnosis' }],
    ['tocsin://settings/nowhere', { screen: 'settings' }],
    ['tocsin://servers/diagnosis', { screen: 'servers' }],
    ['tocsin://event/12/close', {}],
    ['tocsin://event/-1', {}],
    ['tocsin://quit', {}],
    ['https://event/12', {}],
    ['tocsin:', {}],
  ])('%s', (link, place) => {
    expect(placeOfLink(link)).toEqual(place);
  });

  it.each([
    ['a start by hand', ['/usr/bin/tocsin'], {}],
    ['a start with the system', ['/usr/bin/tocsin', '--hidden'], null],
    ['a link', ['/usr/bin/tocsin', '--hidden', 'tocsin://event/3'], { event: 3 }],
  ])('%s', (_, args, place) => {
    expect(placeOfStart(args)).toEqual(place);
  });
});

describe('a place in the address of the window', () => {
  it.each([
    [{}, ''],
    [{ event: 12 }, '#history=&event=12'],
    [{ screen: 'settings' } as const, '#settings='],
    [{ screen: 'settings', section: 'quiet-hours' } as const, '#settings=quiet-hours'],
  ])('%j', (place, hash) => {
    expect(hashOf(place)).toBe(hash);
  });
});
