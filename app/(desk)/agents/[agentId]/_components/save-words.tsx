import { clsx } from "clsx";
import type { SaveState } from "./draft-saver";

const WORDS: Record<SaveState["kind"], string> = {
  saved: "Saved",
  waiting: "Saving",
  saving: "Saving",
  unreached: "Not saved: no connection. Trying again",
  refused: "Not saved",
  conflict: "Not saved: somebody else changed it",
};

/** Whether what one sees is stored, in a word or two. */
export function SaveWords({ state }: Readonly<{ state: SaveState }>) {
  const isBad = state.kind === "unreached" || state.kind === "refused" || state.kind === "conflict";
  const words = state.kind === "refused" ? `Not saved. ${state.message}` : WORDS[state.kind];
  return (
    <span
      role="status"
      title={words}
      className={clsx("truncate text-12", isBad ? "font-medium text-bad" : "text-text-3 max-sm:sr-only")}
    >
      {words}
    </span>
  );
}
