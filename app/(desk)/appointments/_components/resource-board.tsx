"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import type { ResourceKind, ResourceResource } from "@/lib/contracts/appointments";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import { describeWeek } from "@/lib/domain/schedule/hours-words";
import type { Bookables } from "./bookables";
import { ResourceForm } from "./resource-form";

type ResourceBoardProps = Readonly<{ bookables: Bookables; businessHours: WeeklyHours; mayConfigure: boolean }>;

const KINDS: readonly { kind: ResourceKind; title: string; add: string; empty: string }[] = [
  {
    kind: "staff",
    title: "People",
    add: "Add a person",
    empty:
      "Nobody yet. Without people a service has so many places at a time, and callers are not asked whom they want to see.",
  },
  {
    kind: "room",
    title: "Rooms",
    add: "Add a room",
    empty: "No room yet. Add rooms where two appointments cannot share one: a chair, a table, a lane.",
  },
];

/** Who gives appointments, and where they can be. */
export function ResourceBoard({ bookables, businessHours, mayConfigure }: ResourceBoardProps) {
  const [editing, setEditing] = useState<{ kind: ResourceKind; resource: ResourceResource | null } | null>(null);
  return (
    <>
      {KINDS.map(({ kind, title, add, empty }) => {
        const shown = bookables.resources.filter((each) => each.kind === kind);
        return (
          <Card
            key={kind}
            title={title}
            action={
              mayConfigure ? (
                <Button size="sm" onClick={() => setEditing({ kind, resource: null })}>
                  <Plus aria-hidden className="size-3.5" />
                  {add}
                </Button>
              ) : undefined
            }
          >
            {shown.length === 0 ? (
              <p className="px-4 pt-1 pb-4 text-13 text-pretty text-text-3">{empty}</p>
            ) : (
              <ul className="divide-y divide-line border-t border-line">
                {shown.map((resource) => (
                  <li key={resource.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-3">
                    <div className="min-w-0 flex-1">
                      <p className="flex flex-wrap items-center gap-2">
                        <span className="text-14 font-medium">{resource.name}</span>
                        {resource.active ? null : <Chip>Switched off</Chip>}
                      </p>
                      <p className="mt-0.5 text-13 text-text-2 figures">
                        {resource.weeklyHours ? describeWeek(resource.weeklyHours) : "In the business’s hours"}
                      </p>
                      {timeOff(resource, bookables.today)}
                    </div>
                    {mayConfigure ? (
                      <Button
                        size="sm"
                        aria-label={`Change ${resource.name}`}
                        onClick={() => setEditing({ kind, resource })}
                      >
                        Change
                      </Button>
                    ) : null}
                  </li>
                ))}
              </ul>
            )}
          </Card>
        );
      })}
      <div className="flex flex-wrap items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3 text-13 text-text-2">
        <p className="min-w-64 flex-1">
          The business is open {describeWeek(businessHours)}. Nobody can be booked outside of that, nor on its holidays.
        </p>
        {mayConfigure ? (
          <ButtonLink size="sm" href={`/settings/businesses/${bookables.businessId}`}>
            Change the hours
          </ButtonLink>
        ) : null}
      </div>
      {editing ? (
        <ResourceForm
          bookables={bookables}
          kind={editing.kind}
          resource={editing.resource}
          businessHours={businessHours}
          onClose={() => setEditing(null)}
        />
      ) : null}
    </>
  );
}

function timeOff({ daysOff }: ResourceResource, today: string) {
  const coming = daysOff.filter(({ until }) => until >= today);
  if (coming.length === 0) return null;
  const words = coming.map(({ from, until }) => (from === until ? from : `${from} to ${until}`));
  return <p className="text-12 text-text-3 figures">Off: {words.join(", ")}</p>;
}
