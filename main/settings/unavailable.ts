/** Why the system's keyring cannot be used at the moment: there is none, it is locked, it does not answer. */
export type Unavailability = 'absent' | 'locked' | 'silent';

/** A secret is there, and what keeps it cannot be read now. It may be later, so nothing is to be given up for it. */
export class SecretsUnavailable extends Error {
  readonly why: Unavailability;

  constructor(why: Unavailability, text: string, options?: ErrorOptions) {
    super(text, options);
    this.why = why;
  }
}
