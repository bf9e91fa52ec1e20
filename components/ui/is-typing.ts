/** What holds a caret or takes letters itself; a radio or a checkbox does not, nor does a button. */
const TAKES_LETTERS =
  "textarea, select, [contenteditable]:not([contenteditable='false']), input:not([type='radio'], [type='checkbox'], [type='button'], [type='submit'], [type='reset'], [type='file'], [type='range'])";

/** Whether a letter pressed here belongs to what somebody types, and to no shortcut. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches(TAKES_LETTERS);
