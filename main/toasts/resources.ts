import { join } from 'node:path';

/**
 * Where the sounds, or the pictures of toasts, lie for programs that are not ours: beside a packed app, for they cannot
 * read from within it; else in the checkout.
 */
export function resources(mainDirectory: string, folder: 'sounds' | 'toasts'): string {
  const packed = /^(.*)[\\/]app\.asar[\\/]/.exec(mainDirectory)?.[1];
  return packed === undefined ? join(mainDirectory, '..', '..', 'build', folder) : join(packed, folder);
}
