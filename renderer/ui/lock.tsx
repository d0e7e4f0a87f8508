import { lockText } from '../../preload/contract/texts/index.ts';

/** A padlock, and who set what cannot be changed here. */
export function Lock({ file }: { readonly file: string }) {
  return (
    <>
      <svg class="padlock" viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
        <path d="M3 7.5h10v6.5H3zM5 7.5V5a3 3 0 0 1 6 0v2.5" />
      </svg>{' '}
      {lockText(file)}
    </>
  );
}
