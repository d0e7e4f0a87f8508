type Handler = (request: GlobalRequest) => Response | Promise<Response>;

/** The schemes that the app serves itself. */
class Protocol implements Pick<Electron.Protocol, 'handle' | 'registerSchemesAsPrivileged'> {
  readonly #handlers = new Map<string, Handler>();
  readonly #privileged = new Set<string>();

  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    for (const { scheme, privileges } of schemes) {
      // The address that stands for it is standard and secure.
      if (privileges?.standard !== true || privileges.secure !== true) {
        throw new Error(`The stand-in serves ${scheme}: only as standard and secure`);
      }
      this.#privileged.add(scheme);
    }
  }

  handle(scheme: string, handler: Handler): void {
    if (this.#handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`);
    if (!this.#privileged.has(scheme)) throw new Error(`The stand-in serves ${scheme}: only as privileged`);
    this.#handlers.set(scheme, handler);
  }

  /** What the app answers; null: this is none of its schemes. */
  async answer(url: string): Promise<Response | null> {
    const handler = this.#handlers.get(url.slice(0, url.indexOf(':')));
    return handler === undefined ? null : handler(new Request(url));
  }
}

export const protocol = new Protocol();
