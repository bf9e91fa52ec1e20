"use client";

import { MonitorSmartphone, Pencil, Phone, PhoneOff, Trash2 } from "lucide-react";
import Link from "next/link";
import { languageName } from "@/components/format/language";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Switch } from "@/components/ui/switch";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { AvailabilityChip } from "./availability-chip";

type PersonRowProps = Readonly<{
  person: HumanAgentResource;
  /** Their names lead to their profiles. */
  isLinked: boolean;
  /** Null for those who may only look. */
  change: { edit: () => void; remove: () => void; setDuty: (isOn: boolean) => void; isPending: boolean } | null;
}>;

/** A person: how they are reached, for what, and whether they may be asked at this moment. */
export function PersonRow({ person, isLinked, change }: PersonRowProps) {
  const { id, name, phone, extension, departments, skills, languages, ringPhone, userId } = person;
  const knows = [...skills, ...languages.map(languageName)].join(", ");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          {isLinked ? (
            <Link href={`/people/${id}`} className="rounded-sm text-14 font-medium hover:underline">
              {name}
            </Link>
          ) : (
            <span className="text-14 font-medium">{name}</span>
          )}
          {departments.map((department) => (
            <Chip key={department}>{department}</Chip>
          ))}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-3 text-13 text-text-2 figures">
          <span className="flex items-center gap-1.5">
            {ringPhone ? (
              <Phone aria-hidden className="size-3.5 text-text-3" />
            ) : (
              <PhoneOff aria-hidden className="size-3.5 text-text-3" />
            )}
            {formatPhone(phone)}
            {extension ? `, then ${extension}` : ""}
            {ringPhone ? null : <span className="text-text-3">does not ring</span>}
          </span>
          {userId ? (
            <span className="flex items-center gap-1.5">
              <MonitorSmartphone aria-hidden className="size-3.5 text-text-3" />
              Takes calls here
            </span>
          ) : null}
        </p>
        {knows ? <p className="text-12 text-text-3">{knows}</p> : null}
      </div>
      <span className="text-13">
        <AvailabilityChip person={person} />
      </span>
      {change ? (
        <div className="flex items-center gap-1">
          <span className="mr-1.5 flex">
            <Switch
              label={`${name} is on duty`}
              checked={person.status !== "offline"}
              onChange={change.setDuty}
              disabled={change.isPending}
            />
          </span>
          <Button look="ghost" className="px-2" aria-label={`Change ${name}`} onClick={change.edit}>
            <Pencil aria-hidden className="size-4" />
          </Button>
          <Button look="ghost" className="px-2" aria-label={`Remove ${name}`} onClick={change.remove}>
            <Trash2 aria-hidden className="size-4" />
          </Button>
        </div>
      ) : null}
    </li>
  );
}
