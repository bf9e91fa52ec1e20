import { v7 as uuidv7 } from "uuid";
import { createTool } from "@/lib/services/tools/save-tool";
import type { ServiceContext } from "@/lib/services/context";

/** What the access matrix has to know of tools: one that there is, and names that are not taken. */

const specOf = (name: string) => ({
  name,
  title: "Look up an order",
  description: "Finds an order.",
  method: "GET",
  // Nothing listens there, and nothing may be asked there.
  address: "http://127.0.0.1:9/orders",
  effect: "reads",
});
const someName = () => `tool_${uuidv7().replaceAll("-", "")}`;

export async function plantTool({ context }: { context: ServiceContext }): Promise<{ toolId: string }> {
  const { id } = await createTool(context, { spec: specOf(someName()) });
  return { toolId: id };
}

export const PREPARE_TOOLS = { deleteTool: plantTool };

/** The body of an operation on tools; undefined for one whose example will do. */
export function toolBody(id: string): unknown {
  if (id === "createTool" || id === "updateTool") return { spec: specOf(someName()) };
  return id === "testTool" ? { input: {} } : undefined;
}
