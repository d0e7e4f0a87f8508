import type { ProxyPreference } from '../../preload/contract/api.ts';
import { same } from './paths.ts';

/** A proxy as it stands in its fields. */
export interface ProxyFields {
  readonly way: 'system' | 'none' | 'address';
  readonly url: string;
  readonly login: string;
  /** What was typed; empty: what is kept stays. */
  readonly password: string;
  /** Where the password is kept that is not typed anew; undefined: there is none. */
  readonly kept: unknown;
}

/** The fields of what is set. */
export function fieldsOf(proxy: ProxyPreference): ProxyFields {
  const none = { url: '', login: '', password: '', kept: undefined };
  if (proxy === 'system' || proxy === 'none') return { ...none, way: proxy };
  if (typeof proxy === 'string') return { ...none, way: 'address', url: proxy };
  return { ...none, way: 'address', url: proxy.url, login: proxy.login, kept: proxy.password };
}

/** What is to be set by the fields, or which of them does not fit. */
export function proxyOf({
  way,
  url,
  login,
  password,
  kept,
}: ProxyFields): { readonly proxy: ProxyPreference } | { readonly fault: 'missing' | 'address' | 'sign-in' | 'login' } {
  if (way !== 'address') return { proxy: way };
  const text = url.trim();
  if (text === '') return { fault: 'missing' };
  if (!URL.canParse(text) || !/^https?:/i.test(text)) return { fault: 'address' };
  const { username, password: written } = new URL(text);
  if (username !== '' || written !== '') return { fault: 'sign-in' };
  if (login.trim() === '') return password === '' ? { proxy: text } : { fault: 'login' };
  const secret = password === '' ? kept : password;
  return { proxy: { url: text, login: login.trim(), ...(secret === undefined ? {} : { password: secret }) } };
}

/** The fields when what is set is told: what is typed into them stays where it makes the same proxy. */
export function toldFields(typed: ProxyFields, proxy: ProxyPreference): ProxyFields {
  const made = proxyOf(typed);
  const told = fieldsOf(proxy);
  return 'proxy' in made && alikeProxies(made.proxy, proxy) ? { ...typed, kept: told.kept } : told;
}

/** Whether two proxies are the same but for their password, of which main tells only where it is kept. */
export function alikeProxies(one: unknown, other: unknown): boolean {
  return same(withoutPassword(one), withoutPassword(other));
}

function withoutPassword(proxy: unknown): unknown {
  if (typeof proxy !== 'object' || proxy === null) return proxy;
  return { ...proxy, password: undefined };
}
