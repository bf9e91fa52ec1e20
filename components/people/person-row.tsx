"use client";

import { Pencil, Trash2 } from "lucide-react";
import { languageName } from "@/components/format/language";
import { formatPhone } from "@/components/format/phone";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { Switch } from "@/components/ui/switch";
import { useNow } from "@/components/ui/use-now";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { reachability } from "@/lib/domain/people/reachability";

type PersonRowProps = Readonly<{
  person: HumanAgentResource;
  /** Null for those who may only look. */
  change: { edit: () => void; remove: () => void; setDuty: (isOn: boolean) => void; isPending: boolean } | null;
}>;

/** A person: how they are reached, for what, and whether they may be asked at this moment. */
export function PersonRow({ person, change }: PersonRowProps) {
  const { name, phone, extension, departments, skills, languages } = person;
  const { isReachable, words } = reachability(person, useNow(30_000));
  const knows = [...skills, ...languages.map(languageName)].join(", ");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-48 flex-1">
        <p className="flex flex-wrap items-center gap-2">
          <span className="text-14 font-medium">{name}</span>
          {departments.map((department) => (
            <Chip key={department}>{department}</Chip>
          ))}
        </p>
        <p className="mt-0.5 text-13 text-text-2 figures">
          {formatPhone(phone)}
          {extension ? `, then ${extension}` : ""}
        </p>
        {knows ? <p className="text-12 text-text-3">{knows}</p> : null}
      </div>
      <span suppressHydrationWarning className="text-13">
        <Chip tone={isReachable ? "good" : "neutral"}>{words}</Chip>
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
