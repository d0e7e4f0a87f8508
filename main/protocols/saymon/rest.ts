import { aheadOf } from '../ahead.ts';
import { hostOf, statusCause } from '../causes.ts';
import { walkable } from '../guard.ts';
import type { HttpAnswer, HttpRequest, Net } from '../protocol.ts';
import { fieldsOf, idOf, textOf } from '../readers.ts';
import { RestFailure } from '../rest-failure.ts';
import { causeAt } from '../secure.ts';
import { unsaid } from '../unsaid.ts';

/** Records of the event log: their type in the query. https://api.saymon.tech/documentation/methods/event-log/ */
export const logTypes = { 'snmp-trap': 1, mqtt: 2 } as const;

const root = '/node/api';
const pageSize = 1_000;
const mostPages = 50;

/** The part of SAYMON's REST interface that is read here. Every call rejects with `RestFailure`. */
export class Rest {
  readonly #net: Net;
  readonly #base: string;
  readonly #signal: AbortSignal;
  readonly #now: () => number;
  #aheadMs = 0;

  /** `apiUrl` with or without its `/node/api`. */
  constructor(net: Net, apiUrl: string, signal: AbortSignal, now: () => number) {
    this.#net = net;
    this.#base = apiUrl.replace(/\/+$/, '').replace(/\/node\/api$/, '');
    this.#signal = signal;
    this.#now = now;
  }

  /** By how much our clock is ahead of the server's, as far as it was asked anything. */
  get aheadMs(): number {
    return this.#aheadMs;
  }

  /**
   * A new session. Its id comes as a JSON string, in quotes.
   * https://api.saymon.tech/documentation/methods/authentication/session-id/create-new-session
   */
  async signIn(body: Credentials): Promise<string> {
    const request = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await this.#ask('/users/session', { method: 'POST', ...request }, secretOf(body));
    const text = refusalText(answer);
    // What stands before the server may answer 400 too, where https is needed.
    const isRefused = answer.status === 400 || answer.status === 404;
    if (isRefused && statusCause(answer.status, this.#base, answer.body).code !== 'https') throw this.#refused(text);
    this.#check(answer, text);
    const id = idOf(parsed(answer.body) ?? answer.body.trim());
    if (id === null) throw this.#refused(text);
    return id;
  }

  /** Whether a session is valid: `true`, else `null`. */
  async verify(session: string): Promise<boolean> {
    const answer = await this.#ask(`/users/session/verify/${encodeURIComponent(session)}`, {}, session);
    if (answer.status === 401 || answer.status === 403) return false;
    this.#check(answer, '');
    return parsed(answer.body) === true;
  }

  /** All active incidents, or those that pass a filter. */
  async incidents(session: string, filter: IncidentQuery): Promise<readonly unknown[]> {
    const query = new URLSearchParams();
    if (filter.filter !== undefined) query.set('filter', JSON.stringify(filter.filter));
    if (filter.parentFilter !== undefined) query.set('parentFilter', filter.parentFilter);
    return this.#list(session, `/incidents${query.size === 0 ? '' : `?${query}`}`);
  }

  /** Records of the event log from a time on (epoch ms), oldest first. `whole`: there are no more. */
  async eventLog(
    session: string,
    type: number,
    from: number,
  ): Promise<{ records: readonly unknown[]; whole: boolean }> {
    const records = new Map<string, unknown>();
    for (let page = 0; page < mostPages; page++) {
      const query = new URLSearchParams({
        from: String(from),
        type: String(type),
        limit: String(pageSize),
        skip: String(page * pageSize),
        sortField: 'timestamp',
        sortDirection: 'asc',
      });
      const part = await this.#list(session, `/event-log?${query}`);
      const before = records.size;
      part.forEach((record, index) => {
        records.set(idOf(fieldsOf(record)._id) ?? `${page}:${index}`, record);
      });
      // A server that knows no `skip` sends the same again.
      if (part.length < pageSize) return { records: [...records.values()], whole: true };
      if (records.size === before) break;
    }
    return { records: [...records.values()], whole: false };
  }

  /**
   * Names by id of all that a collection holds: `objects`, `links`, `incident-levels`, `states`, `users`. A user who
   * may not manage users gets their ids and, in place of logins, what they are called.
   * https://api.saymon.tech/documentation/methods/users/get-all-users
   */
  async names(session: string, collection: string): Promise<ReadonlyMap<string, string>> {
    const fields = collection === 'objects' || collection === 'links' ? '?fields=name' : '';
    return namesIn(await this.#list(session, `/${collection}${fields}`));
  }

  /**
   * Acknowledges an incident for the user of the session; both bodies are empty. Who may not is answered 403 with what
   * right that needs, and 404 where the incident is not active any more.
   * https://api.saymon.tech/documentation/methods/incidents/acknowledge-incident
   * https://api.saymon.tech/documentation/general/response-errors
   */
  async acknowledge(session: string, incident: string): Promise<'taken' | 'gone' | { readonly denied: string }> {
    const path = `/incidents/${encodeURIComponent(incident)}/acknowledge`;
    const answer = await this.#ask(path, { method: 'POST', headers: sessionHeader(session) }, session);
    if (answer.status === 403) return { denied: refusalText(answer) };
    if (answer.status === 404) return 'gone';
    this.#check(answer, refusalText(answer));
    return 'taken';
  }

  /** One active incident; null: there is none with this id. */
  async incident(session: string, incident: string): Promise<unknown> {
    const answer = await this.#get(session, `/incidents/${encodeURIComponent(incident)}`);
    if (answer.status === 404) return null;
    this.#check(answer, refusalText(answer));
    return parsed(answer.body);
  }

  /** The name of one object or link; null when it has none, or there is no such one. */
  async name(session: string, type: string, id: string): Promise<string | null> {
    const path = `/${type === 'link' ? 'links' : 'objects'}/${encodeURIComponent(id)}?fields=name`;
    const answer = await this.#get(session, path);
    if (answer.status === 404) return null;
    this.#check(answer, '');
    return textOf(fieldsOf(parsed(answer.body)).name) || null;
  }

  /** The names of the operations of one entity, by id. */
  async operations(session: string, type: string, id: string): Promise<ReadonlyMap<string, string>> {
    const path = `/${type === 'link' ? 'links' : 'objects'}/${encodeURIComponent(id)}/operations`;
    return namesIn(await this.#list(session, path));
  }

  async #list(session: string, path: string): Promise<readonly unknown[]> {
    const answer = await this.#get(session, path);
    this.#check(answer, refusalText(answer));
    const list = parsed(answer.body);
    if (Array.isArray(list)) return list;
    throw new RestFailure({ code: 'unreadable', params: { host: hostOf(this.#base), text: 'a list was expected' } });
  }

  #get(session: string, path: string): Promise<HttpAnswer> {
    return this.#ask(path, { headers: sessionHeader(session) }, session);
  }

  /** A refusal that repeats the secret that it was sent says nothing. */
  async #ask(path: string, request: HttpRequest, secret: string): Promise<HttpAnswer> {
    try {
      const answer = await this.#net.request(`${this.#base}${root}${path}`, { ...request, signal: this.#signal });
      this.#aheadMs = aheadOf(answer, this.#now());
      return isSuccess(answer) ? answer : { ...answer, body: unsaid(answer.body, secret) };
    } catch (error) {
      throw new RestFailure(await causeAt(error, this.#base, this.#net, this.#signal));
    }
  }

  #check(answer: HttpAnswer, text: string): void {
    const { status, body } = answer;
    if (!isSuccess(answer)) throw new RestFailure(statusCause(status, this.#base, text || body.slice(0, 200)));
  }

  #refused(text: string): RestFailure {
    return new RestFailure({ code: 'sign-in', params: { host: hostOf(this.#base), text } });
  }
}

/** What a session is made of. https://api.saymon.tech/documentation/methods/authentication/session-id/ */
export type Credentials =
  | { readonly login: string; readonly password: string }
  | { readonly 'auth-token': string }
  | { readonly 'auth-service': 'keycloak'; readonly 'auth-service-params': { readonly token: string } };

/** What of the incidents is asked for. */
export interface IncidentQuery {
  readonly filter?: readonly unknown[];
  readonly parentFilter?: string;
}

function secretOf(body: Credentials): string {
  if ('login' in body) return body.password;
  return 'auth-token' in body ? body['auth-token'] : body['auth-service-params'].token;
}

function sessionHeader(session: string): Record<string, string> {
  return { 'x-session-id': session };
}

function namesIn(list: readonly unknown[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const each of list) {
    const fields = fieldsOf(each);
    const key = idOf(fields.id ?? fields._id);
    const name = textOf(fields.name ?? fields.login);
    if (key !== null && name !== '') names.set(key, name);
  }
  return names;
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status <= 299;
}

/** The server's words within an answer that is no success. */
function refusalText(answer: HttpAnswer): string {
  if (isSuccess(answer)) return '';
  const said = parsed(answer.body);
  const text = textOf(said) || textOf(fieldsOf(said).message);
  // Some answers carry a second one as JSON within their message.
  return (textOf(fieldsOf(parsed(text)).message) || text).slice(0, 200);
}

function parsed(body: string): unknown {
  try {
    return walkable(JSON.parse(body));
  } catch {
    // Not JSON: whoever asked finds nothing in it and says so.
    return null;
  }
}
