import { rankOf, type Severity } from '../../preload/contract/api.ts';

/** An open alert that the server names as the cause of an event. */
interface Cause {
  readonly severity: Severity;
  /** It was told by a toast of its own. */
  readonly toasted: boolean;
}

/**
 * Whether an event is told with its cause: that is known from its own toast, and nothing worse hides behind it. What had a
 * toast of its own before stays with that.
 */
export function followsCause(
  cause: Cause,
  event: { readonly severity: Severity; readonly toastedBefore: boolean },
): boolean {
  return cause.toasted && !event.toastedBefore && rankOf(event.severity) <= rankOf(cause.severity);
}
