import type { Cause } from '../../preload/contract/api.ts';

/** REST did not give what was asked; `why` says it in the words of a cause. */
export class RestFailure extends Error {
  readonly why: Cause;

  constructor(why: Cause) {
    super(`REST failed: ${why.code}`);
    this.why = why;
  }
}
