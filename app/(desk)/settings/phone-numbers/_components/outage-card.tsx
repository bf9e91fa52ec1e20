"use client";

import { useState } from "react";
import { formatPhone } from "@/components/format/phone";
import { Ago } from "@/components/ui/ago";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import type { OutageResource } from "@/lib/contracts/api/outages";
import { endOutageAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { StartOutage } from "./start-outage";
import { useChange } from "../../_components/use-change";

type Target = { phoneNumberId?: string; businessId?: string };
type OutageCardProps = Readonly<{
  title: string;
  /** "all numbers of the organization", "this number". */
  covers: string;
  outage: OutageResource | null;
  /** Of the whole organization: its businesses, each switched by itself. */
  others?: readonly { businessId: string; name: string; outage: OutageResource | null }[];
  phoneNumberId?: string;
  timeZone: string;
  mayChange: boolean;
}>;

/** One click and callers hear a message or are handed on; one click and agents answer again. */
export function OutageCard({
  title,
  covers,
  outage,
  others = [],
  phoneNumberId,
  timeZone,
  mayChange,
}: OutageCardProps) {
  const [starting, setStarting] = useState<{ target: Target; covers: string } | null>(null);
  const { run, isPending, failure } = useChange();
  const end = (id: string) =>
    run(
      () => endOutageAction(id),
      () => undefined,
    );
  const shown = others.length > 1 ? others : [];
  return (
    <Card title={title}>
      <div className="space-y-3 px-4 pb-4">
        <p className="text-13 text-pretty text-text-2">
          When agents shall not answer for a while: callers hear your message, or are handed on to a telephone. In force
          within seconds; calls in progress go on.
        </p>
        <Row
          name={covers.charAt(0).toUpperCase() + covers.slice(1)}
          outage={outage}
          timeZone={timeZone}
          mayChange={mayChange}
          isPending={isPending}
          onStart={() => setStarting({ target: phoneNumberId ? { phoneNumberId } : {}, covers })}
          onEnd={end}
        />
        {shown.map(({ businessId, name, outage: own }) => (
          <Row
            key={businessId}
            name={`Numbers of ${name}`}
            outage={own}
            timeZone={timeZone}
            mayChange={mayChange}
            isPending={isPending}
            onStart={() => setStarting({ target: { businessId }, covers: `all numbers of ${name}` })}
            onEnd={end}
          />
        ))}
        <Failure message={failure?.message ?? null} />
      </div>
      {starting ? (
        <StartOutage target={starting.target} covers={starting.covers} onClose={() => setStarting(null)} />
      ) : null}
    </Card>
  );
}

type RowProps = Readonly<{
  name: string;
  outage: OutageResource | null;
  timeZone: string;
  mayChange: boolean;
  isPending: boolean;
  onStart: () => void;
  onEnd: (id: string) => void;
}>;

function Row({ name, outage, timeZone, mayChange, isPending, onStart, onEnd }: RowProps) {
  return (
    <div
      className={`flex flex-wrap items-center gap-x-4 gap-y-2 rounded-md border px-3 py-2.5 ${outage ? "border-warn bg-warn-soft" : "border-line"}`}
    >
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-13 font-medium">{name}</p>
        {outage ? (
          <p className="text-13 text-text-2">
            Outage mode since <Ago at={outage.startedAt} timeZone={timeZone} />, by {outage.startedByName}.{" "}
            {outage.forwardTo ? `Calls go to ${formatPhone(outage.forwardTo)}.` : `Callers hear: “${outage.message}”`}
          </p>
        ) : (
          <p className="text-13 text-text-3">Answered as set.</p>
        )}
      </div>
      {mayChange ? (
        outage ? (
          <Button look="primary" disabled={isPending} onClick={() => onEnd(outage.id)}>
            {isPending ? "One moment" : "Answer calls again"}
          </Button>
        ) : (
          <Button onClick={onStart} aria-label={`Switch outage mode on for ${name}`}>
            Switch outage mode on
          </Button>
        )
      ) : null}
    </div>
  );
}
