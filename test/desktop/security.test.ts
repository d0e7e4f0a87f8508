import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { securityHeaders } from '../../main/serve/requests.ts';

/** What no source may say, at any place, in any form. */
const forbidden: readonly [what: string, pattern: RegExp][] = [
  ['a switch that lets http into https', /allowRunningInsecureContent/],
  ['experimental features', /experimentalFeatures|enableBlinkFeatures|enablePreferredSizeMode/],
  ['a webview', /webviewTag|<webview|\bBrowserView\b/],
  ['Node in pages', /nodeIntegration(InWorker|InSubFrames)?:\s*(true|[a-z]+\()/],
  ['a page without isolation', /contextIsolation:\s*false|sandbox:\s*false|webSecurity:\s*false|\bno-sandbox\b/],
  ['a page from the disk', /\bloadFile\(|['"`]file:/],
  ['a page of others', /\.loadURL\((?!windowUrl\b)/],
  ['a file handed to its program', /\bopenPath\(|\bshowItemInFolder\(/],
  ['code for a page', /\bexecuteJavaScript\b|\binsertCSS\b/],
  ['a certificate taken by hand', /setCertificateVerifyProc|['"`]certificate-error['"`]|ignore-certificate-errors/],
  ['a way past the policy of the page', /bypassCSP|disable-web-security/],
  ['a switch of Chromium', /\bappendSwitch\b|\bappendArgument\b/],
  ['messages without an answer, which check no sender', /ipcMain\.(on|once|handleOnce)\(/],
  ['synchronous messages', /\bsendSync\b|\breturnValue\b/],
  ['Electron’s remote', /@electron\/remote|enableRemoteModule/],
  ['generated code', /\beval\(|new Function\(/],
];

const root = fileURLToPath(new URL('../..', import.meta.url));
const desktop = ['main/index.ts', 'preload/index.ts', ...below('main/desktop', '.ts')];
const window = code('main/desktop/window.ts');

describe('the sources that know Electron', () => {
  it.each(desktop)('%s says nothing that opens a door', (file) => {
    expect(forbidden.filter(([, pattern]) => pattern.test(code(file))).map(([what]) => what)).toEqual([]);
  });

  it('make a window at one place, which is shut in every respect', () => {
    expect(places(/new BrowserWindow\(/)).toEqual(['main/desktop/window.ts']);
    const [, preferences = ''] = /webPreferences: \{([^}]*)\}/.exec(window) ?? [];
    expect(fields(preferences)).toEqual({
      preload: undefined,
      sandbox: 'true',
      contextIsolation: 'true',
      nodeIntegration: 'false',
      webSecurity: 'true',
      spellcheck: 'false',
    });
    expect(places(/WebContentsView|new BaseWindow/)).toEqual([]);
  });

  it('refuse navigation, new windows and webviews', () => {
    expect(window).toMatch(/setWindowOpenHandler\([\s\S]*?return \{ action: 'deny' \};\s*\}\)/);
    expect(window).not.toContain("action: 'allow'");
    for (const event of ['will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
      expect(window).toMatch(new RegExp(`on\\('${event}', \\((\\w+)\\) => \\1\\.preventDefault\\(\\)\\)`));
    }
  });

  it('give no permission to any page', () => {
    expect(window).toMatch(/setPermissionRequestHandler\(\(_, __, decide\) => decide\(false\)\)/);
    expect(window).toMatch(/setPermissionCheckHandler\(\(\) => false\)/);
  });

  it('hand an address to the system only after it was checked', () => {
    expect(places(/\bopenExternal\b/)).toEqual(['main/desktop/browser.ts', 'main/desktop/window.ts']);
    expect(window).toMatch(/if \(mayOpen\(url\)\) shell\.openExternal\(url\)/);
    expect(code('main/desktop/browser.ts')).toMatch(
      /if \(!mayOpen\(url, \[\]\)\) return false;[\s\S]*shell\.openExternal\(url\)/,
    );
  });

  it('take commands at one place, from the main frame of the one window alone', () => {
    expect(places(/ipcMain\.handle\(/)).toEqual(['main/desktop/ipc.ts']);
    expect(code('main/desktop/ipc.ts')).toMatch(/window\.sessionOf\(sender, senderFrame\)[\s\S]*session !== null/);
    expect(window).toMatch(/sender === this\.#window\.webContents && frame === sender\.mainFrame/);
    expect(window).toMatch(/ours && isWindow\(frame\.url\) \? this\.#session : null/);
  });

  it('serve the window under a scheme of its own, not as files', () => {
    expect(code('main/desktop/page.ts')).toMatch(/scheme: 'app', privileges: \{ standard: true, secure: true \}/);
    expect(places(/registerSchemesAsPrivileged|protocol\.handle\(/)).toEqual(['main/desktop/page.ts']);
  });

  it('show a page only the functions of the contract', () => {
    const preload = code('preload/index.ts');
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(preload).toContain("exposeInMainWorld('tocsin', bridge)");
    // Neither the sender nor the event of a message is passed on.
    expect(preload).toContain('const heard = (_: unknown, update: Update) => listener(update);');
    expect(preload).not.toMatch(/:\s*ipcRenderer\b|\bexposeInMainWorld\([^)]*ipcRenderer/);
  });
});

describe('what is built', () => {
  const built = ['out/main/index.js', 'out/preload/index.cjs', ...below('out/main/chunks', '.js')];

  it.each(['out/main/index.js', 'out/preload/index.cjs'])('%s says nothing that opens a door either', (file) => {
    expect(forbidden.filter(([, pattern]) => pattern.test(code(file))).map(([what]) => what)).toEqual([]);
  });

  it('has the shut window, and no other', () => {
    const windows = built.filter((file) => code(file).includes('new BrowserWindow('));
    expect(windows).toEqual(['out/main/index.js']);
    expect(code('out/main/index.js')).toMatch(
      /sandbox: true,\s*contextIsolation: true,\s*nodeIntegration: false,\s*webSecurity: true/,
    );
  });

  it('has a page without inline code, and nothing from elsewhere', () => {
    const page = readFileSync(join(root, 'out/renderer/index.html'), 'utf8');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style\b|\son\w+=|\bstyle=|javascript:/i);
    const addresses = [...page.matchAll(/\b(?:src|href)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^(\.\/|\/|#)(?!\/)/);
  });

  it('has scripts that make no code', () => {
    for (const file of below('out/renderer', '.js'))
      expect([file, /\beval\(|new Function\(/.test(code(file))]).toEqual([file, false]);
  });
});

it('both hosts send one policy with every page', () => {
  const policy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
  expect(securityHeaders['content-security-policy']).toBe(policy);
  expect(code('main/desktop/page.ts')).toContain(`const policy = "${policy}";`);
  expect(code('main/desktop/page.ts')).toContain("'content-security-policy': policy");
});

/** A file without its comments. */
function code(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

/** The files that know Electron in which something stands. */
function places(pattern: RegExp): readonly string[] {
  return desktop.filter((file) => pattern.test(code(file))).sort();
}

function below(folder: string, ending: string): readonly string[] {
  const found = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return found.filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name}`);
}

/** The fields of an object as they are written; undefined where only the name stands. */
function fields(text: string): Readonly<Record<string, string | undefined>> {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  return Object.fromEntries(parts.map((part) => part.split(/:\s*/) as [string, string | undefined]));
}
