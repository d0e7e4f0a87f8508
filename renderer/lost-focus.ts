/** What a screen does with the focus itself comes first. */
const soonMs = 150;

/**
 * Where what has the focus goes, as a button that is not wanted any more, the part of the screen around it takes the
 * focus, or the screen: whoever goes by keys, or hears the page read, would begin again at the page's top. Nothing that
 * does something by itself takes it, for keys would mean something else then.
 */
export function keepFocus(): void {
  let around: readonly Element[] = [];
  const regain = () => {
    const [last, ...others] = around;
    if (last === undefined || document.activeElement !== document.body) return;
    around = [];
    if (last.isConnected) return;
    const place = others.find((each) => each.isConnected && each.hasAttribute('tabindex'));
    const taking = place ?? document.getElementById('screen');
    if (taking instanceof HTMLElement) taking.focus({ preventScroll: true });
  };
  document.addEventListener('focusin', ({ target }) => {
    around = target instanceof Element ? withAround(target) : [];
  });
  document.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget === null) window.setTimeout(regain, soonMs);
  });
  // Not every browser says so when what has the focus goes.
  document.addEventListener('keydown', regain, true);
}

/** An element and all around it, the nearest first. */
function withAround(element: Element): readonly Element[] {
  const found = [element];
  for (let next = element.parentElement; next !== null; next = next.parentElement) found.push(next);
  return found;
}
