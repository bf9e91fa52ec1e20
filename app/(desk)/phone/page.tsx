import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { SandboxPhone } from "@/components/phone/sandbox-phone";
import { TopBar } from "@/components/shell/top-bar";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { requireContext } from "@/lib/web/require-context";
import { vendorStates } from "@/lib/web/vendors";

export const metadata: Metadata = { title: "Sandbox phone" };

/** A telephone for the telephone network's stand-in. With the real network one uses one's own. */
export default async function PhonePage() {
  const context = await requireContext("calls.start");
  const isSandbox = (vendor: string) => vendorStates().some((state) => state.vendor === vendor && state.isSandbox);
  if (!isSandbox("Twilio")) notFound();
  const { phoneNumbers, agents } = await getOrganization(context);
  const nameOf = (agentId: string | null) => agents.find(({ id }) => id === agentId)?.name ?? null;
  const numbers = phoneNumbers.map(({ e164, label, agentId }) => ({ e164, label, agentName: nameOf(agentId) }));
  return (
    <>
      <TopBar title="Sandbox phone" />
      <div className="min-h-0 flex-1 overflow-y-auto scroll-quiet">
        {numbers.length === 0 ? (
          <StatePanel
            icon={<Phone className="size-5" />}
            title="No number to call yet"
            action={<ButtonLink href="/settings/phone-numbers">Get a number</ButtonLink>}
          >
            Get a phone number and give it to an agent; then call it from here.
          </StatePanel>
        ) : (
          <SandboxPhone numbers={numbers} hearsOnlySandbox={isSandbox("Deepgram")} />
        )}
      </div>
    </>
  );
}
