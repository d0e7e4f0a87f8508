import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerAcknowledge } from './saymon-acknowledge.ts';
import { matchesFilter } from './saymon-filter.ts';
import type { Entity, Person, Plant, StoredIncident } from './saymon-plant.ts';

const builtInLevels = [
  { id: '1', name: 'Alarm' },
  { id: '2', name: 'Warning' },
  { id: '3', name: 'Cleared' },
  { id: '4', name: 'Major' },
];
const builtInStates = [
  { id: '1', name: 'Created' },
  { id: '3', name: 'Working' },
  { id: '4', name: 'Overloaded' },
  { id: '5', name: 'Alarm' },
  { id: '6', name: 'Stopped' },
  { id: '7', name: 'No data' },
  { id: '8', name: 'Down' },
  { id: '9', name: 'Disable' },
];

/** Answers the part of SAYMON's REST interface that a desktop client needs. `changed`: an incident was acknowledged. */
export async function answerRest(
  plant: Plant,
  request: IncomingMessage,
  response: ServerResponse,
  changed: (incident: StoredIncident, told: boolean) => void,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in');
  const path = url.pathname.slice('/node/api/'.length);
  plant.requests.push(`${request.method} ${url.pathname}`);
  if (plant.rest === 'silent') return;
  if (typeof plant.rest === 'number') {
    response.writeHead(plant.rest).end();
    return;
  }
  const say = (body: unknown, status = 200, headers: Record<string, string> = {}) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
  if (request.method === 'POST' && path === 'users/session') {
    const id = await signedIn(plant, await bodyOf(request));
    if (id === null) say({ message: 'Wrong login or password' }, 401);
    else say(id, 200, { 'set-cookie': `sid=${id}; Path=/` });
    return;
  }
  const verify = /^users\/session\/verify\/(.+)$/.exec(path)?.[1];
  if (verify !== undefined) {
    await plant.verifying;
    say(plant.refuse === null && plant.sessions.has(decodeURIComponent(verify)) ? true : null);
    return;
  }
  const person = allowed(plant, request);
  if (person === null) {
    say({ code: 'Unauthorized', message: JSON.stringify({ errorCode: 3, message: 'Session expired.' }) }, 401);
    return;
  }
  const acknowledged = request.method === 'POST' ? answerAcknowledge(plant, path, person, changed) : null;
  if (acknowledged !== null) {
    const [status, body] = acknowledged;
    say(body, status);
    return;
  }
  const answer = read(plant, path, url.searchParams);
  if (answer === undefined) say({ message: 'Not found' }, 404);
  else say(answer);
}

function read(plant: Plant, path: string, query: URLSearchParams): unknown {
  if (path === 'incidents') {
    const filter = query.get('filter');
    const all = [...plant.incidents.values()];
    return part(
      filter === null ? all : all.filter((each) => matchesFilter({ filter: JSON.parse(filter) }, each)),
      query,
    );
  }
  if (path === 'event-log') return eventLog(plant, query);
  if (path === 'incident-levels') return [...builtInLevels, ...plant.levels];
  if (path === 'states') return [...builtInStates, ...plant.states];
  if (path === 'objects') return named(plant, 1);
  if (path === 'links') return named(plant, 2);
  if (path === 'users') return [...plant.people.values()];
  const [collection, id = '', rest] = path.split('/');
  if (collection === 'incidents') return plant.incidents.get(id);
  const entity = plant.entities.get(id);
  if (entity === undefined || (entity.type ?? 1) !== (collection === 'links' ? 2 : 1)) return undefined;
  if (rest === 'operations') return entity.operations ?? [];
  return rest === undefined ? { id: entity.id, name: entity.name } : undefined;
}

function named(plant: Plant, type: 1 | 2): Pick<Entity, 'id' | 'name'>[] {
  const of = [...plant.entities.values()].filter((entity) => (entity.type ?? 1) === type);
  return of.map(({ id, name }) => ({ id, name }));
}

/** Records of the log; `bindings` of a trap are a JSON string here. */
function eventLog(plant: Plant, query: URLSearchParams): unknown[] {
  const from = Number(query.get('from') ?? 0);
  const to = Number(query.get('to') ?? Number.MAX_SAFE_INTEGER);
  const type = query.get('type');
  const found = plant.eventLog.filter(
    (record) =>
      Number(record.timestamp) >= from &&
      Number(record.timestamp) <= to &&
      (type === null || String(record.type) === type),
  );
  return part(found, query).map((record) => {
    const payload = record.payload as Record<string, unknown>;
    if (payload.bindings === undefined) return record;
    return { ...record, payload: { ...payload, bindings: JSON.stringify(payload.bindings) } };
  });
}

function part<T>(all: readonly T[], query: URLSearchParams): T[] {
  const skip = Number(query.get('skip') ?? 0);
  const limit = Number(query.get('limit') ?? all.length);
  return all.slice(skip, skip + limit);
}

async function signedIn(plant: Plant, body: Record<string, unknown>): Promise<string | null> {
  const user = plant.users.find(
    ({ login, password, token }) =>
      (body.login === login && body.password === password) || (token !== undefined && body['auth-token'] === token),
  );
  if (user === undefined && !(await knownToKeycloak(plant, body))) return null;
  const id = randomUUID();
  plant.signIns++;
  plant.sessions.add(id);
  plant.people.set(id, personOf(user?.login ?? 'keycloak'));
  return id;
}

async function knownToKeycloak({ keycloak }: Plant, body: Record<string, unknown>): Promise<boolean> {
  const { token } = (body['auth-service-params'] ?? {}) as { token?: unknown };
  if (body['auth-service'] !== 'keycloak' || typeof token !== 'string' || keycloak === null) return false;
  return keycloak(token);
}

/** A person as SAYMON knows them. */
export function personOf(login: string): Person {
  return { id: `60aa${Buffer.from(login).toString('hex')}`, login };
}

/** Whose session a request carries; null: none that is valid. */
function allowed(plant: Plant, request: IncomingMessage): Person | null {
  if (plant.refuse !== null) return null;
  const session = request.headers['x-session-id'] ?? /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
  if (typeof session !== 'string' || !plant.sessions.has(session)) return null;
  return plant.people.get(session) ?? personOf(session);
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return JSON.parse(text) as Record<string, unknown>;
}
