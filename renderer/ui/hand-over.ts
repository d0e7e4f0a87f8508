/** Gives a file to the browser, which keeps it under this name or asks where. */
export function handOver(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // The browser holds the file itself once it has begun to keep it.
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
