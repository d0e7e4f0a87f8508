import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { protocols } from '../../main/protocols/registry.ts';
import { isDocument } from '../../main/settings/json.ts';
import { lockedPaths } from '../../main/settings/layers.ts';
import { policyFault } from '../../main/settings/policy-schema.ts';
import { viewOf } from '../../main/settings/view.ts';
import { tocsin } from '../host.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = readFileSync(join(root, 'docs/administration.md'), 'utf8');
const policies = [...text.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => JSON.parse(json) as unknown);

/** The row of a command in the table. */
function row(command: string): string {
  return new RegExp(`^\\| \`tocsin ${command}\\b.*$`, 'm').exec(text)?.[0] ?? '';
}

describe('the guide for administrators', () => {
  it('names every command with all of its options', async () => {
    const { stdout } = await tocsin(['--help']);
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name = '']) => name);
    expect(commands).toContain('serve');
    expect(optionsOf(stdout)).toEqual(['--version', '--help']);
    for (const option of optionsOf(stdout)) expect(text).toContain(`\`${option}\``);
    for (const command of commands.filter((each) => each !== 'help')) {
      expect(row(command), command).not.toBe('');
      const all = optionsOf(await helpOf(command));
      const options = all.filter((each) => each !== '--help' && each !== '--data-dir');
      for (const option of options) expect(row(command), `${command} ${option}`).toMatch(new RegExp(`\`${option}\\b`));
      if (all.includes('--data-dir')) expect(text).toContain('All commands of `tocsin` take `--data-dir DIR`');
    }
  }, 120_000);

  it('names no option that there is not', async () => {
    for (const [, line = ''] of text.matchAll(/^\| `tocsin ([a-z][^|]*\|.*)$/gm)) {
      const command = /^[a-z-]+/.exec(line)?.[0] ?? '';
      const known = optionsOf(await helpOf(command));
      for (const [option] of line.matchAll(/--[a-z-]+/g)) expect(known, command).toContain(option);
    }
  }, 120_000);

  it('names the arguments of the desktop app', () => {
    const shell = ['main/index.ts', 'main/desktop/links.ts']
      .map((file) => readFileSync(join(root, file), 'utf8'))
      .join('\n');
    const given = [...shell.matchAll(/getSwitchValue\('([a-z-]+)'\)|'--([a-z-]+)'/g)].map(
      ([, one, other]) => one ?? other,
    );
    expect(given).toEqual(expect.arrayContaining(['data-dir', 'hidden', 'started-with-system']));
    const line = /^\| the desktop app .*$/m.exec(text)?.[0] ?? '';
    for (const each of given) expect(line).toContain(`--${each}`);
  });

  it('has examples that fit', () => {
    expect(policies.length).toBeGreaterThan(4);
    for (const policy of policies) expect(isDocument(policy) && policyFault(protocols, policy)).toBeNull();
  });

  it('fixes one server whose sign-in and subscriptions are the user’s, as it says', () => {
    const policy = policies.find((each) => JSON.stringify(each).includes('apiUrl'));
    const layers = policy as { defaults: Record<string, unknown>; enforced: Record<string, unknown> };
    const auth = { type: 'session', sessionId: 'x' };
    const user = { servers: [{ id: 'noc', url: 'https://evil.example', auth, subscriptions: { 'snmp-trap': true } }] };
    const { settings, faults } = viewOf(protocols, layers, user);
    expect(faults).toEqual([]);
    expect(settings.servers).toMatchObject([
      {
        id: 'noc',
        name: 'NOC',
        url: 'https://saymon.example:1234',
        auth,
        subscriptions: { incidents: true, 'snmp-trap': true },
      },
    ]);
    const locked = lockedPaths(layers.enforced);
    expect(locked).toContain('servers.noc.url');
    expect(locked.some((path) => /^servers\.noc\.(auth|subscriptions|muted|name)/.test(path))).toBe(false);
  });
});

const helps = new Map<string, Promise<string>>();

function helpOf(command: string): Promise<string> {
  const asked = helps.get(command) ?? tocsin([command, '--help']).then(({ stdout }) => stdout);
  helps.set(command, asked);
  return asked;
}

function optionsOf(help: string): readonly string[] {
  return [...help.matchAll(/^ {2}(?:-\w, )?(--[a-z-]+)/gm)].map(([, option = '']) => option);
}
