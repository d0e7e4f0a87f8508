import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Farm } from './flamenco-farm.ts';

/** Answers the part of the Manager's REST interface that a desktop client reads. */
export function answerRest(farm: Farm, request: IncomingMessage, response: ServerResponse): void {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  farm.requests.push(`${request.method} ${pathname}`);
  if (farm.rest === 'silent') return;
  if (typeof farm.rest === 'number') {
    response.writeHead(farm.rest).end();
    return;
  }
  const path = `${request.method} ${pathname.slice('/api/v3'.length)}`;
  const answer = read(farm, path);
  const status = answer === undefined ? 404 : answer === 'method not allowed' ? 405 : 200;
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(status === 200 ? answer : { code: status, message: 'Not Found' }));
}

function read(farm: Farm, path: string): unknown {
  const old = farm.version === '3.4';
  if (path === 'GET /version') {
    return {
      version: `${farm.version}.0`,
      shortversion: `${farm.version}.0`,
      name: 'Flamenco',
      git: `v${farm.version}`,
    };
  }
  if (path === 'GET /status') return old ? undefined : { status: farm.status };
  if (path === 'GET /jobs') return farm.version === '3.8' ? jobs(farm) : 'method not allowed';
  if (path === 'POST /jobs/query') return farm.version === '3.8' ? undefined : jobs(farm);
  if (path === 'GET /worker-mgt/workers') {
    return { workers: [...farm.workers.values()].map(({ updated: _, ...worker }) => worker) };
  }
  const one = /^GET \/jobs\/([^/]+)$/.exec(path)?.[1];
  if (one !== undefined) return farm.jobs.get(one);
  const job = /^GET \/jobs\/([^/]+)\/tasks$/.exec(path)?.[1];
  if (job !== undefined) return { tasks: [...farm.tasks.values()].filter(({ job_id }) => job_id === job) };
  return undefined;
}

/** An empty list of Go is null. */
function jobs(farm: Farm): unknown {
  return { jobs: farm.jobs.size === 0 ? null : [...farm.jobs.values()] };
}
