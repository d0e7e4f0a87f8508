import { type Unreadable, unread } from './unread.ts';

/** A packet of Engine.IO, of either version. */
interface EnginePacket {
  readonly type?: string | undefined;
  readonly data?: unknown;
}

const quotedLength = 80;

/** Why a packet would make the library fail or be misled; null when it is sound. The first one must open the line. */
export function faultOf({ type, data }: EnginePacket, opened: boolean): string | null {
  if (type === 'error') return 'it is no packet of Engine.IO';
  if (type !== 'open') return opened ? null : 'it comes before the handshake';
  return opened ? 'a second handshake' : handshakeFault(data);
}

function handshakeFault(data: unknown): string | null {
  const { sid, upgrades, pingInterval, pingTimeout } = objectOf(data);
  const sound = typeof sid === 'string' && Array.isArray(upgrades) && isDelay(pingInterval) && isDelay(pingTimeout);
  return sound ? null : 'a handshake that is none';
}

function objectOf(text: unknown): Record<string, unknown> {
  if (typeof text !== 'string') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    // Not JSON: then it has none of the fields, and is no handshake.
    return {};
  }
}

/** Both delays are added up for one timer, which takes 31 bits. */
function isDelay(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && value < 2 ** 30;
}

/** Reads a frame; one on which the library fails is told as unreadable. */
export function survive(frame: unknown, unreadable: Unreadable, read: () => void): void {
  try {
    read();
  } catch (error) {
    unreadable(unread(frame), error instanceof Error ? error.message : String(error));
  }
}

/** ws says so of a message beyond `maxPayload` and of bytes that are no WebSocket frames. */
export function wireFault(description: unknown): string | null {
  const error = (description as { error?: { code?: unknown; message?: unknown } } | null | undefined)?.error;
  return String(error?.code ?? '').startsWith('WS_ERR_') ? String(error?.message) : null;
}

/** How an answer begins that nobody understands; empty where it is no text. */
export function quoted(frame: unknown): string {
  return typeof frame === 'string' ? frame.slice(0, quotedLength) : '';
}
