/** How far into an element's text a press went, 0 to 1; null where the browser can't tell, or something was pressed that does something itself. */
export function placeOfPress(container: HTMLElement, event: { clientX: number; clientY: number; target: EventTarget }) {
  if (event.target instanceof Element && event.target.closest("a, button, summary, input")) return null;
  // Whoever marks words wants to copy them.
  if (!(document.getSelection()?.isCollapsed ?? true)) return null;
  const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
  if (!caret || !container.contains(caret.offsetNode)) return null;
  let before = 0;
  let place: number | null = null;
  const texts = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    if (node === caret.offsetNode) place = before + startOfWord(node.nodeValue ?? "", caret.offset);
    before += node.nodeValue?.length ?? 0;
  }
  return place === null || before === 0 ? null : place / before;
}

const startOfWord = (text: string, at: number): number => text.slice(0, at).search(/\S*$/);
