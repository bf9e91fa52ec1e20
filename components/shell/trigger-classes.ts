/** What opens something looks the same before and after that something is loaded. */

export const userMenuTriggerClass = (wide: boolean): string =>
  wide
    ? "flex w-full items-center gap-2.5 rounded-md px-2 py-1.5 text-left hover:bg-surface-2 data-popup-open:bg-surface-2"
    : "flex items-center rounded-full";

export const userMenuItemClass =
  "flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 text-13 outline-none select-none data-highlighted:bg-surface-2";

export const bellClass =
  "relative flex size-7 shrink-0 items-center justify-center rounded-md text-text-2 transition-colors duration-150 hover:bg-surface-2 hover:text-text data-popup-open:bg-surface-2";

export const sandboxBadgeClass =
  "flex h-7 items-center gap-1.5 rounded-md bg-warn-soft px-2 text-12 font-medium text-warn";
