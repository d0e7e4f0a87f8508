import type { ProxyPreference, ServerSettings } from '../../preload/contract/api.ts';

/**
 * A server with the proxy that it uses: its own, or else that of the network. What runs on this computer is reached
 * straight unless its server names a proxy itself, as browsers do.
 */
export function withProxy(server: ServerSettings, proxy: ProxyPreference): ServerSettings {
  return server['proxy'] !== undefined || isHere(server.url) ? server : { ...server, proxy };
}

/** Whether an address leads to this computer by its loopback. */
function isHere(url: string): boolean {
  if (!URL.canParse(url)) return false;
  // The host of a scheme that URL does not know is not brought into one form.
  const { hostname } = new URL(url.replace(/^ws/i, 'http'));
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])\.?$/i.test(hostname);
}
