import { v7 as uuidv7 } from "uuid";
import { createTool } from "@/lib/services/tools/save-tool";
import { startConnect } from "@/lib/services/integrations/connect";
import { integrationDeps } from "@/lib/services/integrations/installation";
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
/** Nobody answers there. */
const CONNECT = { fields: { address: "https://crm.invalid/aybiza", secret: "a secret to sign with" } };
const someName = () => `tool_${uuidv7().replaceAll("-", "")}`;

type Planted = { toolId: string; integration: string; action: string };

export async function plantTool({ context }: { context: ServiceContext }): Promise<Planted> {
  const { id } = await createTool(context, { spec: specOf(someName()) });
  const deps = integrationDeps({ allow: [], now: () => new Date() });
  await startConnect(context, "webhook_crm", CONNECT, deps);
  return { toolId: id, integration: "webhook_crm", action: "send_record" };
}

export const PREPARE_TOOLS = { deleteTool: plantTool };

/** The body of an operation on tools; undefined for one whose example will do. */
export function toolBody(id: string): unknown {
  if (id === "createTool" || id === "updateTool") return { spec: specOf(someName()) };
  if (id === "connectIntegration") return CONNECT;
  if (id === "saveIntegration") return { settings: {} };
  if (id === "testIntegrationAction") return { input: { kind: "note", text: "x" } };
  return id === "testTool" ? { input: {} } : undefined;
}
