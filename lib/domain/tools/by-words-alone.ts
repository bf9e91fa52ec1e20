/** Whether a tool gives what it finds to whoever says the right words: nothing of what it asks for is known to be the caller's own. */
export const asksByWordsAlone = (effect: "reads" | "changes", sources: readonly string[]): boolean =>
  effect === "reads" && sources.includes("model") && !sources.includes("caller_number");

/** For who makes or allows such a tool. */
export const BY_WORDS_ALONE =
  "It looks things up by what the caller says, not by the number they call from: whoever calls can ask for any of it. Give it only what any caller may hear, or have the server put in the caller’s number.";
