"use client";

import { CalendarPlus, Plus } from "lucide-react";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { ServiceResource } from "@/lib/contracts/appointments";
import type { Bookables } from "./bookables";
import { ServiceForm } from "./service-form";
import { minutesWords, serviceLine } from "./service-words";

type ServiceBoardProps = Readonly<{ bookables: Bookables; mayConfigure: boolean }>;

/** What can be booked, and the way to more of it. */
export function ServiceBoard({ bookables, mayConfigure }: ServiceBoardProps) {
  const [editing, setEditing] = useState<ServiceResource | "new" | null>(null);
  const { services } = bookables;
  const form = editing ? (
    <ServiceForm bookables={bookables} service={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
  ) : null;
  const add = (
    <Button look="primary" onClick={() => setEditing("new")}>
      <Plus aria-hidden className="size-4" />
      Add a service
    </Button>
  );
  if (services.length === 0) {
    return (
      <>
        <StatePanel
          icon={<CalendarPlus className="size-5" />}
          title="Nothing can be booked yet"
          action={mayConfigure ? add : undefined}
        >
          A service is what a caller asks for: a cleaning of 45 minutes, a table for two hours, a first talk. Say how
          long it takes and who can give it; free times follow from your hours.
        </StatePanel>
        {form}
      </>
    );
  }
  return (
    <>
      <Card title="Services" hint="What callers can book" action={mayConfigure ? add : undefined}>
        <ul className="divide-y divide-line border-t border-line">
          {services.map((service) => (
            <li key={service.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2">
                  <span className="text-14 font-medium">{service.name}</span>
                  {service.active ? null : <Chip>Switched off</Chip>}
                </p>
                <p className="mt-0.5 text-13 text-text-2">
                  {serviceLine(service)} · {givenBy(service, bookables)}
                </p>
                <p className="text-12 text-text-3">{rulesWords(service)}</p>
              </div>
              {mayConfigure ? (
                <Button size="sm" aria-label={`Change ${service.name}`} onClick={() => setEditing(service)}>
                  Change
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
      <div className="mt-4 flex flex-wrap items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3 text-13 text-text-2">
        <p className="min-w-0 flex-1">
          An agent books only what it may: switch on its appointment tools under What it may use, and publish it.
        </p>
        <ButtonLink size="sm" href="/agents">
          Open agents
        </ButtonLink>
      </div>
      {form}
    </>
  );
}

function givenBy({ resourceIds }: ServiceResource, { resources }: Bookables): string {
  const names = resources.filter(({ id }) => resourceIds.includes(id)).map(({ name }) => name);
  return names.length > 0 ? names.join(", ") : "nobody in particular";
}

function rulesWords(service: ServiceResource): string {
  const { noticeMinutes, horizonDays, bufferBeforeMinutes, bufferAfterMinutes, capacity, stepMinutes } = service;
  const buffers = [
    bufferBeforeMinutes > 0 ? `${minutesWords(bufferBeforeMinutes)} before` : "",
    bufferAfterMinutes > 0 ? `${minutesWords(bufferAfterMinutes)} after` : "",
  ].filter(Boolean);
  return [
    `every ${minutesWords(stepMinutes)}`,
    noticeMinutes > 0 ? `at least ${minutesWords(noticeMinutes)} ahead` : "",
    `up to ${horizonDays} days ahead`,
    buffers.length > 0 ? `kept free: ${buffers.join(" and ")}` : "",
    capacity > 1 ? `${capacity} at a time` : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
