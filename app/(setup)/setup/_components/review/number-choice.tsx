"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";

// Opens on a click at the earliest.
const BuyNumber = dynamic(
  () => import("@/app/(desk)/settings/phone-numbers/_components/buy-number").then((module) => module.BuyNumber),
  { ssr: false },
);

export type OfferedNumber = Readonly<{ id: string; e164: string; label: string; isOwn: boolean }>;

type NumberChoiceProps = Readonly<{
  /** Numbers that lead to this agent already, and those that nobody answers. */
  numbers: readonly OfferedNumber[];
  agent: { id: string; name: string };
  /** Null: none. */
  value: string | null;
  onChange: (id: string | null) => void;
  mayBuy: boolean;
}>;

/** Where on the page it is. */
export const NUMBER_ID = "number";

/** The number people call. Without one nothing is published. */
export function NumberChoice({ numbers, agent, value, onChange, mayBuy }: NumberChoiceProps) {
  const [isBuying, setBuying] = useState(false);
  const own = numbers.filter(({ isOwn }) => isOwn);
  const free = numbers.filter(({ isOwn }) => !isOwn);
  return (
    <Card
      id={NUMBER_ID}
      title="Phone number"
      action={
        mayBuy ? (
          <Button size="sm" look={numbers.length === 0 ? "primary" : "secondary"} onClick={() => setBuying(true)}>
            Buy a number
          </Button>
        ) : null
      }
    >
      <div className="space-y-3 px-4 pt-1 pb-4">
        {own.length > 0 ? (
          <p className="text-13 text-text-2">
            {agent.name} answers {own.map(({ e164 }) => formatPhone(e164)).join(", ")}.
          </p>
        ) : null}
        {free.length > 0 ? (
          <fieldset>
            <legend className="sr-only">{`The number that ${agent.name} answers`}</legend>
            <Choice
              isChosen={value === null}
              onChoose={() => onChange(null)}
              title={own.length > 0 ? "No other" : "None yet"}
            >
              {own.length > 0
                ? "It stays as it is."
                : "Then it is not published yet: nobody could reach it. You can talk to it below."}
            </Choice>
            {free.map(({ id, e164, label }) => (
              <Choice key={id} isChosen={value === id} onChoose={() => onChange(id)} title={formatPhone(e164)}>
                {label === "" ? "Nobody answers it yet." : `${label}; nobody answers it yet.`}
              </Choice>
            ))}
          </fieldset>
        ) : own.length === 0 ? (
          <p className="text-13 text-pretty text-text-2">
            There is none yet, and without one nobody could reach {agent.name}.{" "}
            {mayBuy
              ? "Buy one here in a minute; until then you can talk to it below."
              : "Owners and admins buy numbers. Until one of them has, you can talk to it below."}
          </p>
        ) : null}
      </div>
      {isBuying ? (
        <BuyNumber
          agents={[agent]}
          businesses={[]}
          onClose={() => setBuying(false)}
          // The page is read anew; the number then stands there as the agent's.
          onBought={() => onChange(null)}
        />
      ) : null}
    </Card>
  );
}

type ChoiceProps = Readonly<{ isChosen: boolean; onChoose: () => void; title: string; children: ReactNode }>;

function Choice({ isChosen, onChoose, title, children }: ChoiceProps) {
  return (
    <label className="flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 hover:bg-surface-2">
      <input
        type="radio"
        name="number"
        checked={isChosen}
        onChange={onChoose}
        className="mt-0.5 size-4 accent-accent"
      />
      <span className="text-13">
        <span className="font-medium figures">{title}</span>
        <span className="block text-12 text-text-3">{children}</span>
      </span>
    </label>
  );
}
