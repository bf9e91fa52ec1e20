import { Phone } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { listCallerIds } from "@/lib/services/caller-ids/list-caller-ids";
import { getDialPolicy } from "@/lib/services/dial-policy/get-dial-policy";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { listOutages } from "@/lib/services/outages/list-outages";
import { listNumbers } from "@/lib/services/phone-numbers/list-numbers";
import { fromCursor } from "@/lib/web/from-cursor";
import { requireContext } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { CallerIds } from "./_components/caller-ids";
import { DialPolicyCard } from "./_components/dial-policy-card";
import { GetNumber } from "./_components/get-number";
import { NumberList } from "./_components/number-list";
import { OutageCard } from "./_components/outage-card";

export const metadata: Metadata = { title: "Phone numbers" };

type PhoneNumbersPageProps = Readonly<{ searchParams: Promise<Record<string, string | string[] | undefined>> }>;

export default async function PhoneNumbersPage({ searchParams }: PhoneNumbersPageProps) {
  const context = await requireContext("numbers.read");
  const { cursor } = await searchParams;
  const [{ phoneNumbers, nextCursor }, organization, callerIds, policy, outages] = await Promise.all([
    fromCursor(typeof cursor === "string" ? cursor : undefined, (from) => listNumbers(context, { cursor: from })),
    getOrganization(context),
    listCallerIds(context),
    getDialPolicy(context),
    listOutages(context),
  ]);
  const mayChange = context.permissions.has("numbers.write");
  const { agents, businesses } = organization;
  const get = mayChange ? (
    <GetNumber agents={agents.map(({ id, name }) => ({ id, name }))} businesses={businesses} />
  ) : null;
  return (
    <SettingsPage
      title="Phone numbers"
      hint="The numbers people call, and who answers them when."
      action={phoneNumbers.length > 0 ? get : null}
    >
      {phoneNumbers.length === 0 && !cursor ? (
        <StatePanel icon={<Phone className="size-5" />} title="No phone number yet" action={get}>
          Buy one here in a minute, or bring one from your Twilio account. Then choose which agent answers it, and when.
        </StatePanel>
      ) : (
        <NumberList numbers={phoneNumbers} />
      )}
      {nextCursor ? (
        <nav aria-label="Pages" className="flex justify-end">
          <ButtonLink href={`/settings/phone-numbers?cursor=${encodeURIComponent(nextCursor)}`}>
            More numbers
          </ButtonLink>
        </nav>
      ) : null}
      <OutageCard
        title="Outage mode"
        covers="all numbers of the organization"
        outage={outages.find(({ scope }) => scope === "organization") ?? null}
        others={businesses.map(({ id, name }) => ({
          businessId: id,
          name,
          outage: outages.find(({ businessId }) => businessId === id) ?? null,
        }))}
        timeZone={organization.timeZone}
        mayChange={context.permissions.has("outages.set")}
      />
      <CallerIds callerIds={callerIds} mayChange={mayChange} timeZone={organization.timeZone} />
      <DialPolicyCard policy={policy} mayChange={mayChange} />
    </SettingsPage>
  );
}
