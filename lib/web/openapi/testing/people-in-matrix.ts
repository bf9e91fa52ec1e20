import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { createHumanAgent } from "@/lib/services/human-agents/create-human-agent";

/** What the access matrix has to know of people: one whom every organization has, and an address that is nobody's yet. */

type Own = { context: ServiceContext };

const email = () => `person-${uuidv7()}@example.test`;

export async function plantPerson({ context }: Own): Promise<{ humanAgentId: string }> {
  const profile = { name: "Anna Ruiz", phone: "+12025550147", timeZone: "Europe/Berlin", dutyHours: {} };
  const { id } = await createHumanAgent(context, { ...profile, email: email() });
  return { humanAgentId: id };
}

export const PREPARE_PEOPLE: Record<string, (own: Own) => Promise<{ humanAgentId: string }>> = {
  deleteHumanAgent: plantPerson,
};

/** The body of an operation on people; undefined for one whose example will do. */
export const personBody = (id: string, example: unknown): unknown =>
  id === "createHumanAgent" || id === "updateHumanAgent" ? { ...(example as object), email: email() } : undefined;
