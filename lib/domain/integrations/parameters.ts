import type { ActionParameter } from "@/lib/contracts/integrations";
import type { BoundSource } from "@/lib/contracts/tools";

/** What the agent gives, from what the caller says. */
export const asked = (
  name: string,
  description: string,
  more: Partial<Pick<ActionParameter, "type" | "required" | "options">> = {},
): ActionParameter => ({ name, description, type: "text", options: [], required: true, source: "model", ...more });

/** What the server puts in. Without one that is required the action is not done. */
export const bound = (source: BoundSource, required = true): ActionParameter => ({
  name: source,
  description: "",
  type: "text",
  options: [],
  required,
  source,
});
