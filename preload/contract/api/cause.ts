/** A reason as a code with parameters; the sentence is made at the border from the catalogue. */
export interface Cause {
  readonly code: CauseCode;
  readonly params: Readonly<Record<string, string | number>>;
}

export const causeCodes = [
  /** Params: host, port. */
  'refused',
  /** Params: host. */
  'name',
  /** Params: host, seconds. */
  'time',
  /** Params: host. */
  'authority',
  /** Params: host, date. */
  'certificate-expired',
  /** Params: host, name. */
  'certificate-name',
  /** Params: host, text. */
  'tls',
  /** Params: host. */
  'https',
  /** Sign-in refused or ended. Params: host, text (the server's words or empty). */
  'sign-in',
  /** Params: host. */
  'proxy',
  /** Params: host. */
  'socketio-2',
  'socketio-4',
  'plain-websocket',
  /** Params: host, name. */
  'namespace',
  /** Connected, but it does not answer. Params: host. */
  'silent',
  /** Params: subscription, text. */
  'subscription',
  /** The account may not read one thing of many. Params: server, subscription, text. */
  'denied',
  /** The server reports an error of its own. Params: host, text. */
  'server-error',
  /** The server closed the line. Params: host. */
  'closed',
  /** The server has said that it shuts down. Params: host. */
  'shut-down',
  /** The line broke. Params: host, text. */
  'broken',
  /** HTTP answer that fits nothing. Params: host, status. */
  'http',
  /** What it said cannot be read. Params: host, text. */
  'unreadable',
  /** A stored secret cannot be read. Params: field. */
  'secret-unreadable',
  /** A stored secret waits for the keyring. Params: field, state (absent, locked, silent). */
  'keyring',
  /** A secret that the sign-in needs is not set. Params: field. */
  'secret-missing',
  /** Nobody is signed in with its provider. Params: host. */
  'sign-in-needed',
  /** The provider has no sign-in with a code. Params: host. */
  'no-device-code',
  /** Its settings do not fit. Params: field, text. */
  'settings',
  /** The account may not acknowledge. Params: server, text. */
  'acknowledge-denied',
  /** The server took an acknowledgement and does not show it. Params: server. */
  'acknowledge-unconfirmed',
  /** The server knows no acknowledgement of this. Params: server. */
  'acknowledge-unknown',
  /** It cannot be acknowledged while the server is not online. Params: server. */
  'acknowledge-offline',
  /** The alert is not open any more. Params: server. */
  'alert-gone',
  /** No driver could show a toast. Params: driver, text. */
  'toast',
  /** No sound could be made. Params: text. */
  'sound',
  /** Anything unforeseen. Params: text. */
  'unexpected',
] as const;
export type CauseCode = (typeof causeCodes)[number];
