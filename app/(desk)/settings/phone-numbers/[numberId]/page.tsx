import { ArrowLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import { ServiceError } from "@/lib/services/errors";
import { getOrganization } from "@/lib/services/organizations/get-organization";
import { listOutages } from "@/lib/services/outages/list-outages";
import { getNumber } from "@/lib/services/phone-numbers/get-number";
import { numberUsage } from "@/lib/services/phone-numbers/number-usage";
import { requireContext } from "@/lib/web/require-context";
import { OutageCard } from "../_components/outage-card";
import { answeringWords, KIND_WORDS, priceWords } from "../_components/words";
import { FallbackForm } from "./_components/fallback-form";
import { ReleaseNumber } from "./_components/release-number";
import { ScheduleEditor } from "./_components/schedule-editor";
import { WebhookCard } from "./_components/webhook-card";

export const metadata: Metadata = { title: "Phone number" };

type NumberPageProps = Readonly<{ params: Promise<{ numberId: string }> }>;

export default async function NumberPage({ params }: NumberPageProps) {
  const context = await requireContext("numbers.read");
  const { numberId } = await params;
  const number = await getNumber(context, numberId).catch((error: unknown) => {
    if (error instanceof ServiceError && error.code === "NOT_FOUND") notFound();
    throw error;
  });
  const [{ agents, businesses }, outages, usage] = await Promise.all([
    getOrganization(context),
    listOutages(context),
    numberUsage(context, numberId),
  ]);
  const mayChange = context.permissions.has("numbers.write") && number.state === "ready";
  const { answering } = number;
  const wider = outages.find(({ scope, businessId }) => scope === "organization" || businessId === number.businessId);
  return (
    <div className="mx-auto max-w-4xl px-4 py-6 md:px-8">
      <Link
        href="/settings/phone-numbers"
        className="mb-3 inline-flex items-center gap-1.5 text-13 text-text-2 hover:text-text"
      >
        <ArrowLeft aria-hidden className="size-4" />
        Phone numbers
      </Link>
      <div className="mb-5">
        <h2 className="text-20 font-semibold figures">{formatPhone(number.e164)}</h2>
        <p className="mt-1 text-13 text-text-2">{factsOf(number)}</p>
        <p className="mt-2 flex flex-wrap items-center gap-2 text-14">
          <Chip tone={answering.kind === "agent" ? "good" : answering.kind === "nobody" ? "bad" : "warn"}>Now</Chip>
          {answeringWords(number)}
          <span className="text-13 text-text-3">{answering.because}</span>
          {number.lastCallAt ? (
            <span className="text-13 text-text-3">
              Last call <Ago at={number.lastCallAt} timeZone={number.timeZone} />
            </span>
          ) : null}
        </p>
        {wider ? (
          <p className="mt-2 text-13 text-warn">
            Outage mode is on for {wider.covers}. Switch it off on the list of numbers, or where it is set.
          </p>
        ) : null}
      </div>
      <div className="space-y-4">
        <ScheduleEditor
          // Not by what is stored: that it was saved would be said to nobody.
          key={number.id}
          number={number}
          agents={agents.map(({ id, name, businessId, publishedVersion }) => ({
            id,
            name,
            businessId,
            isPublished: publishedVersion !== null,
            businessName: businesses.find((business) => business.id === businessId)?.name ?? "",
          }))}
          mayChange={mayChange}
        />
        <FallbackForm number={number} mayChange={mayChange} />
        <OutageCard
          title="Outage mode"
          covers="this number"
          phoneNumberId={number.id}
          outage={outages.find(({ phoneNumberId }) => phoneNumberId === number.id) ?? null}
          timeZone={number.timeZone}
          mayChange={context.permissions.has("outages.set") && number.state === "ready"}
        />
        <WebhookCard number={number} mayChange={mayChange} />
        {context.permissions.has("numbers.write") && number.state !== "ordering" ? (
          <ReleaseNumber id={number.id} e164={number.e164} usage={usage} />
        ) : null}
      </div>
    </div>
  );
}

function factsOf({
  label,
  businessName,
  kind,
  monthlyPrice,
  priceUnit,
  source,
}: Awaited<ReturnType<typeof getNumber>>) {
  const price = priceWords(monthlyPrice, priceUnit);
  return [
    label,
    businessName,
    kind ? KIND_WORDS[kind] : null,
    price ? `${price} a month at Twilio` : null,
    source === "imported" ? "Imported" : null,
  ]
    .filter(Boolean)
    .join(" · ");
}
