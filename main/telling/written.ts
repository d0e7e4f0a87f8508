/** Does a write of which nothing depends: where it fails, `failed` gets a line that begins with `what`. */
export async function written(
  write: () => Promise<unknown>,
  what: string,
  failed: (line: string) => void,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    failed(`${what} could not be stored: ${error instanceof Error ? error.message : error}`);
  }
}
