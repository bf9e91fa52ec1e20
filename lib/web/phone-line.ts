import "server-only";
import type { ServiceContext } from "@/lib/services/context";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { vendorStates } from "./vendors";

/** The number to try the organization's agents on (one that an agent answers), and whether the telephone network is the sandbox. */
export async function phoneLine(context: ServiceContext): Promise<{ phoneNumber: string | null; isSandbox: boolean }> {
  const { phoneNumbers } = await getOrganization(context);
  const answered = phoneNumbers.find(({ agentId }) => agentId !== null);
  const isSandbox = vendorStates().some(({ vendor, isSandbox: standIn }) => vendor === "Twilio" && standIn);
  return { phoneNumber: answered?.e164 ?? null, isSandbox };
}
