/** Gives the focus to the list; to the screen where nothing is listed, or not yet, so that no key is typed into a field that was left. */
export function focusList(): void {
  (document.getElementById('rows') ?? document.getElementById('screen'))?.focus();
}
