/**
 * Chromium knows no scheme of ours, so that `app://tocsin/` stands under an address that is as secure and has an origin
 * of its own as well; nothing is ever asked of the network for it.
 */
export function toChromium(url: string): string {
  const [, scheme, host, rest] = /^([a-z]+):\/\/([^/?#]*)(.*)$/.exec(url) ?? [];
  return scheme === undefined || isOfWeb(scheme) ? url : `https://${host}.${scheme}.localhost${rest}`;
}

/** The address as Electron has it. */
export function fromChromium(url: string): string {
  const [, host, scheme, rest] = /^https:\/\/([^/?#]*)\.([a-z]+)\.localhost(.*)$/.exec(url) ?? [];
  return scheme === undefined ? url : `${scheme}://${host}${rest}`;
}

function isOfWeb(scheme: string): boolean {
  return ['http', 'https', 'ws', 'wss', 'data', 'about', 'chrome'].includes(scheme);
}
