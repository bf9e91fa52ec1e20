"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { ZoneGroups } from "@/components/business/zone-field";
import { draftOfPerson } from "@/components/people/person-draft";
import { type LinkableMember, PersonDialog } from "@/components/people/person-dialog";
import { RemovePerson } from "@/components/people/remove-person";
import { Button } from "@/components/ui/button";
import { Switch } from "@/components/ui/switch";
import { showError } from "@/components/ui/toast";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import { deletePersonAction, setDutyAction, updatePersonAction } from "../../actions";

type ProfileActionsProps = Readonly<{
  person: HumanAgentResource;
  zones: ZoneGroups;
  members: readonly LinkableMember[];
}>;

const UNREACHED = "This did not reach the server. Check the connection and try again.";

/** Duty, changing and removing, for those who may. */
export function ProfileActions({ person, zones, members }: ProfileActionsProps) {
  const router = useRouter();
  const [shown, setShown] = useState<"edit" | "remove" | null>(null);
  const [isPending, start] = useTransition();
  const setDuty = (isOn: boolean) =>
    start(async () => {
      const saved = await setDutyAction(person.id, isOn).catch(() => null);
      if (!saved?.ok) showError(saved?.message ?? UNREACHED);
    });
  const remove = () =>
    start(async () => {
      const saved = await deletePersonAction(person.id).catch(() => null);
      if (saved?.ok || saved?.code === "NOT_FOUND") return router.push("/people");
      setShown(null);
      showError(saved?.message ?? UNREACHED);
    });
  return (
    <>
      <span className="mr-1 flex items-center gap-2">
        <span aria-hidden className="text-13 text-text-2">
          On duty
        </span>
        <Switch
          label={`${person.name} is on duty`}
          checked={person.status !== "offline"}
          onChange={setDuty}
          disabled={isPending}
        />
      </span>
      <Button onClick={() => setShown("edit")}>Change</Button>
      <Button look="danger" onClick={() => setShown("remove")}>
        Remove
      </Button>
      {shown === "edit" ? (
        <PersonDialog
          title={person.name}
          initial={draftOfPerson(person)}
          zones={zones}
          members={members}
          save={(profile) => updatePersonAction(person.id, profile)}
          onSaved={() => setShown(null)}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown === "remove" ? (
        <RemovePerson name={person.name} isPending={isPending} onRemove={remove} onClose={() => setShown(null)} />
      ) : null}
    </>
  );
}
