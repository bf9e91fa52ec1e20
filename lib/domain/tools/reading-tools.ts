/** The tool that looks into the business's knowledge. Offered whenever there is some; not for an agent's list of tools. */
export const SEARCH_TOOL = "search_knowledge";

/** Tools that only look something up: whoever makes a model call them has changed nothing. */
export const READING_TOOLS: ReadonlySet<string> = new Set(["get_opening_hours", "find_appointments", SEARCH_TOOL]);

/** Those whose results hold words that are not the business's own, nor the engine's. */
export const FOREIGN_TOOLS: ReadonlySet<string> = new Set([SEARCH_TOOL]);
