/**
 * What a server says, or nothing where a secret stands in it: some repeat what they were sent, and causes are shown and
 * kept. The whole text is given, for a part of it may hold a part of the secret.
 */
export function unsaid(text: string, secret: string): string {
  return secret !== '' && holds(text, secret) ? '' : text;
}

/** As it is, within an address, or within JSON, which may itself be a text of JSON: each adds backslashes. */
function holds(text: string, secret: string): boolean {
  if ([secret, encodeURIComponent(secret.toWellFormed())].some((form) => text.includes(form))) return true;
  return bare(text).includes(bare(JSON.stringify(secret).slice(1, -1)));
}

function bare(text: string): string {
  return text.replaceAll('\\', '');
}
