import type { Cause } from '../../../preload/contract/api.ts';
import { hostOf, statusCause } from '../causes.ts';
import type { Net } from '../protocol.ts';
import { fieldsOf, idOf, textOf } from '../readers.ts';
import { causeAt } from '../secure.ts';
import { unsaid } from '../unsaid.ts';

/** A device as the Management API lists it. */
export interface ListedDevice {
  readonly deviceId: string;
  readonly tenantId: string | null;
  readonly name: string | null;
}

/** What came of a question: `refused` when the token is not taken. */
export type Listing =
  | { readonly name: 'devices'; readonly devices: readonly ListedDevice[] }
  | { readonly name: 'refused'; readonly why: Cause }
  | { readonly name: 'failed'; readonly why: Cause };

const listNames = ['devices', 'items', 'data', 'results', 'content', 'rows'];
const mostDevices = 10_000;

/**
 * The devices that an account may read: `GET {apiUrl}/devices`. That they can be listed is documented
 * (docs.kamea.witekio.com, Device), the path and form of it are not, so any list within the answer is
 * taken. Never rejects.
 */
export async function listDevices(net: Net, apiUrl: string, token: string, signal?: AbortSignal): Promise<Listing> {
  try {
    const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
    const request = signal === undefined ? { headers } : { headers, signal };
    const { status, body } = await net.request(`${apiUrl.replace(/\/+$/, '')}/devices`, request);
    if (status === 401) return { name: 'refused', why: statusCause(status, apiUrl, saidIn(unsaid(body, token))) };
    if (status < 200 || status > 299) return { name: 'failed', why: failure(status, apiUrl, body) };
    const list = listIn(parsed(body));
    if (list !== null) return { name: 'devices', devices: list.slice(0, mostDevices).flatMap(deviceIn) };
    const text = 'a list of devices was expected';
    return { name: 'failed', why: { code: 'unreadable', params: { host: hostOf(apiUrl), text } } };
  } catch (error) {
    return { name: 'failed', why: await causeAt(error, apiUrl, net, signal) };
  }
}

/** Who may read telemetry need not be allowed to list devices: 403 is no refusal of the sign-in. */
function failure(status: number, apiUrl: string, body: string): Cause {
  if (status === 403) return { code: 'http', params: { host: hostOf(apiUrl), status } };
  return statusCause(status, apiUrl, body.slice(0, 200));
}

function listIn(answer: unknown): readonly unknown[] | null {
  if (Array.isArray(answer)) return answer;
  const fields = fieldsOf(answer);
  const list = listNames.map((name) => fields[name]).find((value) => Array.isArray(value) || fieldsOf(value).items);
  return list === undefined ? null : listIn(list);
}

function deviceIn(value: unknown): ListedDevice[] {
  const { id, deviceId, uuid, name, tenantId, tenant, tenant_id } = fieldsOf(value) as Record<string, unknown>;
  const found = idOf(deviceId ?? id ?? uuid);
  if (found === null) return [];
  return [
    {
      deviceId: found,
      tenantId: idOf(tenantId ?? tenant_id ?? fieldsOf(tenant).id ?? tenant),
      name: textOf(name).slice(0, 200) || null,
    },
  ];
}

function saidIn(body: string): string {
  return textOf(fieldsOf(parsed(body)).message).slice(0, 200);
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    // Not JSON: whoever asked finds nothing in it and says so.
    return null;
  }
}
