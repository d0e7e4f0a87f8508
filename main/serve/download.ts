import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ExportInput } from '../../preload/contract/api.ts';
import { commandInputs } from '../../preload/contract/schemas.ts';
import { exportFileName } from '../../preload/contract/texts/index.ts';
import { settingsFileName } from '../../preload/contract/texts/transfer.ts';
import { visibleJson } from '../../preload/contract/texts/visible.ts';
import type { Core } from '../core.ts';
import { type Refused, securityHeaders } from './requests.ts';
import { sameToken } from './token.ts';

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** Why a request is not taken for one of a page of ours; null: it is. */
export function isOurs(request: IncomingMessage, token: string): Refused | null {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  return sameToken(token, given) ? null : { status: 401, text: 'The token is missing, or is not the right one.' };
}

/** A request for events as a file, once it is known to be a page of ours; or why it is none. */
export function readDownload(request: IncomingMessage, token: string): ExportInput | Refused {
  const refused = isOurs(request, token);
  if (refused !== null) return refused;
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const input = commandInputs['history.export'].safeParse(parsed(searchParams.get('input')));
  return input.success ? input.data : { status: 400, text: 'What is to be in the file cannot be understood.' };
}

/**
 * Sends events as a file, as fast as they are taken. It has no length before its end, so how many events it has stands in
 * a header. When either side ends it, nothing more is read.
 */
export async function sendDownload(
  response: ServerResponse,
  input: ExportInput,
  core: Pick<Core, 'exported'>,
  now: number,
): Promise<void> {
  const { total, pieces } = await core.exported(input);
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': types[input.format],
    'content-disposition': `attachment; filename="${exportFileName(input.format, now)}"`,
    'x-tocsin-rows': String(total),
  });
  await pipeline(textsOf(pieces), response);
}

/** Sends the settings as a file, with their secrets only where the address asks for them. */
export async function sendSettings(
  request: IncomingMessage,
  response: ServerResponse,
  core: Pick<Core, 'export'>,
  now: number,
): Promise<void> {
  const { searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const document = await core.export(searchParams.get('secrets') === 'yes');
  response.writeHead(200, {
    ...securityHeaders,
    'content-type': types.json,
    'content-disposition': `attachment; filename="${settingsFileName(now)}"`,
  });
  response.end(`${visibleJson(document, 2)}\n`);
}

async function* textsOf(pieces: Awaited<ReturnType<Core['exported']>>['pieces']): AsyncGenerator<string> {
  for await (const { text } of pieces) yield text;
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
