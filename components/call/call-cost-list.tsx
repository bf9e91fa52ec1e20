import type { CallCost, CostPart } from "@/lib/domain/call/call-cost";

const NAMES: Record<CostPart["part"], string> = {
  model: "Thinking (Bedrock)",
  speaking: "Speaking (Deepgram)",
  hearing: "Hearing (Deepgram)",
  texts: "Text messages (Twilio)",
  phone: "Telephone (Twilio)",
};
const money = (usd: number) => `$${usd.toFixed(usd > 0 && usd < 0.01 ? 4 : 2)}`;

/** What the vendors charge for the call, vendor by vendor. */
export function CallCostList({ cost }: Readonly<{ cost: CallCost }>) {
  return (
    <section aria-label="Cost">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        Cost
        <b className="text-13 font-semibold text-text figures">{money(cost.totalUsd)}</b>
      </h2>
      <dl className="mt-1 divide-y divide-line text-13">
        {cost.parts.map(({ part, usd, what }) => (
          <div key={part} className="flex items-baseline justify-between gap-3 py-1.5">
            <dt className="text-text-2">
              {NAMES[part]} <span className="text-12 text-text-3">{what}</span>
            </dt>
            <dd className="font-medium whitespace-nowrap figures">{money(usd)}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-1.5 text-12 text-text-3">
        Estimated from use and list prices; what a vendor charges you may differ.
        {cost.unpriced.length > 0 ? ` Without ${cost.unpriced.join(", ")}, whose price is not known.` : ""}
      </p>
    </section>
  );
}
