import { numberOf } from '../readers.ts';

/** So long after its token ended, with no value since, a line is taken for one that says nothing any more. */
const quietMs = 900_000;

/** Whether a token has ended by its own words; false where it says nothing of it. */
export function hasEnded(token: string, now: number): boolean {
  const endsAt = expiryOf(token);
  return endsAt !== null && now >= endsAt;
}

/** Whether a line that last gave a value, or began, at `heardAt` has outlived its token in silence. Times in epoch ms. */
export function isOutlived(token: string, heardAt: number, now: number): boolean {
  const endsAt = expiryOf(token);
  return endsAt !== null && heardAt < endsAt && now - endsAt > quietMs;
}

/**
 * When a token ends by its own words, epoch ms; null where it is none that says so. Only tokens that are JWTs can be
 * read (RFC 7519 §4.1.4); nothing is verified, for that is the server's affair.
 */
function expiryOf(token: string): number | null {
  const [, body = ''] = token.split('.');
  try {
    const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    const seconds = numberOf((claims as { readonly exp?: unknown } | null)?.exp);
    return seconds === null ? null : seconds * 1_000;
  } catch {
    // An opaque token: when it ends, only the server knows.
    return null;
  }
}
