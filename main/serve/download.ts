import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ExportInput } from '../../preload/contract/api.ts';
import { commandInputs } from '../../preload/contract/schemas.ts';
import { exportFileName } from '../../preload/contract/texts/index.ts';
import type { Core } from '../core.ts';
import { type Refused, securityHeaders } from './requests.ts';
import { sameToken } from './token.ts';

const types = { csv: 'text/csv; charset=utf-8', json: 'application/json; charset=utf-8' } as const;

/** A request for events as a file, once it is known to be a page of ours; or why it is none. */
export function readDownload(request: IncomingMessage, token: string): ExportInput | Refused {
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (!sameToken(token, given)) return { status: 401, text: 'The token is missing, or is not the right one.' };
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
