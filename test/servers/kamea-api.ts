import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KameaPlant } from './kamea-plant.ts';

/** As the documentation draws it: from the client's point of view, SUB is what it receives. */
export const description = {
  asyncapi: '2.1.0',
  info: { title: 'WebSocket server', version: '1.0' },
  channels: {
    telemetries: {
      publish: { summary: 'Subscribe to the telemetries of a device', message: { name: 'TelemetriesRequest' } },
      subscribe: { summary: 'Telemetries of a device', message: { $ref: '#/components/messages/Telemetry' } },
    },
    access_denied: { subscribe: { summary: 'The account may not read it', message: {} } },
    internal_server_error: { subscribe: { summary: 'Something unexpected happened', message: {} } },
  },
  components: { messages: { Telemetry: { payload: { type: 'object' } } } },
};

/** The same as a generator writes it in YAML: what stands twice is named once. */
const inYaml = `%YAML 1.2
---
asyncapi: 2.1.0
info: &about
  title: WebSocket server
  version: "1.0"
x-about: *about
channels:
  telemetries:
    publish:
      summary: Subscribe to the telemetries of a device
      message: { name: TelemetriesRequest }
    subscribe:
      summary: >-
        Telemetries of
        a device
      message:
        $ref: '#/components/messages/Telemetry'
  access_denied: # the socket ends
    subscribe:
      summary: The account may not read it
      message: &empty {}
  internal_server_error:
    subscribe: { summary: Something unexpected happened, message: *empty }
components:
  messages:
    Telemetry: { payload: { type: object } }
`;

/** Answers the Management API and the server's own description. */
export function answerApi(plant: KameaPlant, request: IncomingMessage, response: ServerResponse, token: string): void {
  const { pathname } = new URL(request.url ?? '/', 'http://stand-in');
  const say = (status: number, type: string, body: string) =>
    response.writeHead(status, { 'content-type': type }).end(body);
  const json = (body: unknown, status = 200) => say(status, 'application/json', JSON.stringify(body));
  if (pathname === '/doc' && plant.doc === 'json') json(description);
  else if (pathname === '/doc' && plant.doc === 'yaml') say(200, 'application/yaml', inYaml);
  else if (pathname === '/doc' && typeof plant.doc === 'object') say(200, 'text/plain', plant.doc.text);
  else if (pathname === '/doc' && (plant.doc === 'page' || plant.doc === 'page beside yaml'))
    say(200, 'text/html', '<!doctype html><title>AsyncAPI</title>');
  else if (pathname === '/doc-yaml' && plant.doc === 'page beside yaml') say(200, 'application/yaml', inYaml);
  else if (pathname === '/doc-json' && plant.doc === 'page') json(description);
  else if (pathname !== '/devices') json({ message: 'Not found' }, 404);
  else {
    plant.requests.push(`${request.method} ${pathname}`);
    if (plant.api === 'silent') return;
    const devices = plant.devices.map(({ deviceId, tenantId, name }) => ({ id: deviceId, tenantId, name }));
    setTimeout(() => {
      if (typeof plant.api === 'number') say(plant.api, 'text/plain', '');
      else if (!plant.tokens.has(token)) json({ message: 'The token has ended' }, 401);
      else json({ items: devices });
    }, plant.apiAfterMs);
  }
}
