import "server-only";
import type { ServiceContext } from "@/lib/services/context";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { vendorStates } from "./vendors";

export type PhoneLine = {
  phoneNumber: string | null;
  isSandbox: boolean;
  /** Whether this person has the sandbox's phone in the browser. */
  mayCall: boolean;
};

/** The number to try the organization's agents on (one that an agent answers), and whether the telephone network is the sandbox. */
export async function phoneLine(context: ServiceContext): Promise<PhoneLine> {
  const { phoneNumbers } = await getOrganization(context);
  const answered = phoneNumbers.find(({ agentId }) => agentId !== null);
  const isSandbox = vendorStates().some(({ vendor, isSandbox: standIn }) => vendor === "Twilio" && standIn);
  const mayCall = isSandbox && context.permissions.has("calls.start");
  return { phoneNumber: answered?.e164 ?? null, isSandbox, mayCall };
}
