"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/input";
import { NumberKind, type NumberOffer } from "@/lib/contracts/phone-numbers";
import { buyNumberAction, searchNumbersAction } from "../actions";
import { AnsweredBy } from "./answered-by";
import { Failure } from "@/components/ui/failure";
import { Labelled } from "./labelled";
import { useChange } from "../../_components/use-change";
import { COUNTRIES, KIND_WORDS, priceWords } from "./words";

export type Choice = Readonly<{ id: string; name: string }>;
type BuyNumberProps = Readonly<{
  agents: readonly Choice[];
  businesses: readonly Choice[];
  onClose: () => void;
  /** Goes on where it was opened; without it, to the number's page. */
  onBought?: () => void;
}>;

/** Search, pick, see what it costs and means, buy. */
export function BuyNumber({ agents, businesses, onClose, onBought }: BuyNumberProps) {
  const router = useRouter();
  const [offers, setOffers] = useState<readonly NumberOffer[] | null>(null);
  const [picked, setPicked] = useState<NumberOffer | null>(null);
  const search = useChange();
  const buy = useChange();

  const onSearch = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => (form.get(name) as string).trim() || undefined;
    const country = text("country") ?? "US";
    const digits = text("digits");
    const isAreaCode = (country === "US" || country === "CA") && /^\d{3}$/.test(digits ?? "");
    const kind = NumberKind.parse(form.get("kind"));
    search.run(
      () =>
        searchNumbersAction({
          country,
          kind,
          ...(isAreaCode ? { areaCode: digits } : digits ? { contains: digits } : {}),
          locality: text("locality"),
        }),
      (found) => setOffers(found.offers),
    );
  };
  const onBuy = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!picked) return;
    const form = new FormData(event.currentTarget);
    const text = (name: string) => (form.get(name) as string | null)?.trim() || undefined;
    buy.run(
      () =>
        buyNumberAction({
          e164: picked.e164,
          label: text("label") ?? "",
          businessId: text("businessId"),
          agentId: text("agentId"),
          addressId: text("addressId"),
          bundleId: text("bundleId"),
        }),
      (number) => {
        onClose();
        if (onBought) onBought();
        else router.push(`/settings/phone-numbers/${number.id}`);
      },
    );
  };

  return (
    <Dialog open onOpenChange={(open) => (open || buy.isPending ? undefined : onClose())} title="Buy a phone number">
      {picked ? (
        <form onSubmit={onBuy} noValidate className="flex min-h-0 flex-col">
          <div className="space-y-4 overflow-y-auto p-4">
            <p className="text-20 font-semibold figures">{formatPhone(picked.e164)}</p>
            <Terms offer={picked} />
            <Field label="Label" name="label" placeholder="What it is for, like Front desk" maxLength={64} />
            <AnsweredBy agents={agents} businesses={businesses} error={buy.failure?.fields["businessId"] ?? null} />
            {picked.addressRequirement === "none" ? null : <Papers errors={buy.failure?.fields ?? {}} />}
            <Failure message={buy.failure?.message ?? null} />
          </div>
          <div className="flex justify-end gap-2 border-t border-line px-4 py-3">
            <Button
              onClick={() => {
                setPicked(null);
                buy.forget();
              }}
              disabled={buy.isPending}
            >
              Back
            </Button>
            <Button type="submit" look="primary" disabled={buy.isPending}>
              {buy.isPending ? "Buying" : "Buy this number"}
            </Button>
          </div>
        </form>
      ) : (
        <div className="flex min-h-0 flex-col">
          <form onSubmit={onSearch} noValidate className="grid grid-cols-2 items-end gap-3 border-b border-line p-4">
            <Labelled label="Country">
              {({ id }) => (
                <Select id={id} name="country" defaultValue="US" className="w-full">
                  {COUNTRIES.map(({ iso, name }) => (
                    <option key={iso} value={iso}>
                      {name}
                    </option>
                  ))}
                </Select>
              )}
            </Labelled>
            <Labelled label="Kind">
              {({ id }) => (
                <Select id={id} name="kind" defaultValue="local" className="w-full">
                  {NumberKind.options.map((kind) => (
                    <option key={kind} value={kind}>
                      {KIND_WORDS[kind]}
                    </option>
                  ))}
                </Select>
              )}
            </Labelled>
            <Field
              label="Area code or digits"
              name="digits"
              inputMode="numeric"
              placeholder="415"
              autoFocus
              error={search.failure?.fields["areaCode"] ?? search.failure?.fields["contains"] ?? null}
            />
            <Field label="City" name="locality" placeholder="Any" />
            <div className="col-span-2">
              <Button type="submit" look="primary" disabled={search.isPending}>
                <Search aria-hidden className="size-4" />
                {search.isPending ? "Searching" : "Search numbers"}
              </Button>
            </div>
          </form>
          <div className="min-h-24 overflow-y-auto p-2" aria-live="polite" aria-busy={search.isPending}>
            {search.failure ? <Failure message={search.failure.message} /> : null}
            <Offers offers={offers} onPick={setPicked} />
          </div>
        </div>
      )}
    </Dialog>
  );
}

function Offers({
  offers,
  onPick,
}: Readonly<{ offers: readonly NumberOffer[] | null; onPick: (offer: NumberOffer) => void }>) {
  if (offers === null)
    return <p className="px-2 py-6 text-center text-13 text-text-3">Numbers that fit appear here, with their price.</p>;
  if (offers.length === 0)
    return (
      <p className="px-2 py-6 text-center text-13 text-text-2">
        No number like this is for sale. Try another area code, fewer digits, or another kind.
      </p>
    );
  return (
    <ul>
      {offers.map((offer) => (
        <li key={offer.e164}>
          <button
            type="button"
            onClick={() => onPick(offer)}
            className="flex w-full items-center gap-3 rounded-md px-2 py-2 text-left hover:bg-surface-2"
          >
            <span className="text-14 font-medium figures">{formatPhone(offer.e164)}</span>
            <span className="min-w-0 flex-1 truncate text-12 text-text-3">
              {[offer.locality, offer.region].filter(Boolean).join(", ") || KIND_WORDS[offer.kind]}
            </span>
            <span className="text-13 text-text-2 figures">{perMonth(offer)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

const perMonth = ({ monthlyPrice, priceUnit }: NumberOffer): string => {
  const price = priceWords(monthlyPrice, priceUnit);
  return price ? `${price} a month` : "Price not told";
};

function Terms({ offer }: Readonly<{ offer: NumberOffer }>) {
  const price = priceWords(offer.monthlyPrice, offer.priceUnit);
  return (
    <ul className="list-disc space-y-1 pl-5 text-13 text-text-2">
      <li>
        {price
          ? `Twilio asks ${price} a month for it, from today until it is released, on top of each call’s price.`
          : "Twilio asks a monthly price for it, from today until it is released, on top of each call’s price."}
      </li>
      <li>Its calls come here at once. Whoever had it before may still get calls on it for a while.</li>
      <li>Agents never call emergency numbers; do not give this number out for that.</li>
    </ul>
  );
}

function Papers({ errors }: Readonly<{ errors: Record<string, string> }>) {
  return (
    <div className="space-y-3 rounded-md border border-line p-3">
      <p className="text-13 text-text-2">
        This country asks who uses the number. Add an address or a regulatory bundle in the Twilio console, under Phone
        Numbers, Regulatory Compliance, and give its id here.
      </p>
      <Field
        label="Address id"
        name="addressId"
        placeholder="AD…"
        spellCheck={false}
        error={errors["addressId"] ?? null}
      />
      <Field
        label="Bundle id"
        name="bundleId"
        placeholder="BU…"
        spellCheck={false}
        error={errors["bundleId"] ?? null}
      />
    </div>
  );
}
