import { ToolName } from "@/lib/contracts/agent-config";
import type { ToolRules } from "@/lib/contracts/tools";

/** The tool that looks into the business's knowledge. Offered whenever there is some; not for an agent's list of tools. */
export const SEARCH_TOOL = "search_knowledge";

/** Tools that only look something up: whoever makes a model call them has changed nothing. */
export const READING_TOOLS: ReadonlySet<string> = new Set(["get_opening_hours", "find_appointments", SEARCH_TOOL]);

/** What the rules of a call say of a tool that the business made itself. */
export type OwnToolRule = Pick<ToolRules, "title" | "effect" | "confirm" | "mode" | "sayWhile"> & {
  perTurn: number;
  perCall: number;
  /** Longer nobody waits for it. */
  limitMs: number;
};
/** By name. */
export type OwnToolRules = Readonly<Record<string, OwnToolRule>>;

/** Whether a tool only looks something up; what is not known to do so may do anything. */
export const isReadingTool = (own: OwnToolRules, name: string): boolean =>
  READING_TOOLS.has(name) || ruleOf(own, name)?.effect === "reads";

export const ruleOf = (own: OwnToolRules, name: string): OwnToolRule | undefined =>
  Object.hasOwn(own, name) ? own[name] : undefined;

/** Tools whose results are the engine's words or the business's people's. */
const OURS: ReadonlySet<string> = new Set([...ToolName.options, "ask_colleague", "stop_recording"]);

/** Whether a tool's results hold words that are not the business's own, nor the engine's: those of its knowledge and of other systems do. */
export const isForeignTool = (name: string): boolean => !OURS.has(name);
