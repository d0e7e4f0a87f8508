import type { Cause, Picture, ServerSettings } from '../../preload/contract/api.ts';
import { isWithin } from '../../preload/contract/links.ts';
import { causeOf, hostOf, statusCause } from '../protocols/causes.ts';
import type { Net } from '../protocols/protocol.ts';

const kinds: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif']);
/** In the letters of Base64: about 6 MB. */
const longest = 8_000_000;

/**
 * The picture that an event's address leads to, or why it cannot be had. Only the server itself is asked: what a history
 * row says must not lead anywhere else. Never rejects.
 */
export async function fetchPicture(server: ServerSettings, url: string, net: Net): Promise<Picture | { why: Cause }> {
  const host = hostOf(url);
  const none = (text: string) => ({ why: { code: 'unreadable', params: { host, text } } as const });
  const address = URL.parse(url);
  if (address === null || !isWithin(address, { url: server.url })) {
    return none('the picture is on another server than the one that is set');
  }
  try {
    const { status, headers, body } = await net.request(url, { as: 'base64' });
    if (status < 200 || status > 299) return { why: statusCause(status, url, '') };
    const type =
      String(headers['content-type'] ?? '')
        .split(';')[0]
        ?.trim()
        .toLowerCase() ?? '';
    if (!kinds.has(type)) return none('it is no picture');
    if (body.length > longest) return none('the picture is too large');
    return { type, data: body };
  } catch (error) {
    return { why: causeOf(error, url) };
  }
}
