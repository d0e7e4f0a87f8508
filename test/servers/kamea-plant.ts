/** A device as the Management API lists it. */
export interface KameaDevice {
  readonly deviceId: string;
  readonly tenantId: string;
  readonly name: string;
}

/** What the stand-in knows, and how it answers; tests change it. */
export interface KameaPlant {
  /** Bearer tokens that are taken. */
  readonly tokens: Set<string>;
  readonly devices: KameaDevice[];
  /** Ids of devices whose telemetry nobody may read. */
  readonly denied: Set<string>;
  /** Where a token is checked first: in the handshake of the namespace, in HTTP before it, or only when a device is asked for. */
  checks: 'middleware' | 'http' | 'subscription';
  /** The arguments of `access_denied`; nothing unless set. */
  denialSays: (deviceId: string) => readonly unknown[];
  /** How long the check of a subscription takes before it is denied. */
  denialAfterMs: number;
  /** Answers every subscription with `internal_server_error` and these arguments; null: it works. */
  failing: readonly unknown[] | null;
  /** Stays connected, and neither answers a subscription nor sends anything. */
  silent: boolean;
  /** `silent` never answers the Management API; a number answers everything with that status. */
  api: 'answering' | 'silent' | number;
  /** How long the Management API takes to answer. */
  apiAfterMs: number;
  /** What `/doc` serves: the document itself, a page with it at `/doc-json` or `/doc-yaml`, or a text. */
  doc: 'json' | 'yaml' | 'page' | 'page beside yaml' | 'none' | { readonly text: string };
  /** Every request to the API: `GET /devices`. */
  readonly requests: string[];
  /** Handshakes that were tried, also those refused. */
  attempts: number;
  /** Sockets that came to be connected, ever. */
  connections: number;
}
