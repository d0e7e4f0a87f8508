import type { Topic } from '../../../preload/contract/api.ts';

/** The event that carries values, and the call that subscribes to them (docs.kamea.witekio.com, WebSocket server). */
export const telemetries = 'telemetries';
export const accessDenied = 'access_denied';
export const internalError = 'internal_server_error';

export const topics: readonly Topic[] = [
  { name: telemetries, label: 'Telemetry', kind: 'telemetry', stream: true },
  { name: accessDenied, label: 'Access denied', kind: 'access-denied', stream: false },
  { name: internalError, label: "The server's errors", kind: 'error', stream: false },
];
