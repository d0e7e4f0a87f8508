/** A long text to read, to search and to select: it takes the focus, so that the keys move in it. */
export function Text({ label, text }: { readonly label: string; readonly text: string }) {
  return <textarea class="preview" aria-label={label} readOnly rows={16} spellcheck={false} value={text} />;
}
