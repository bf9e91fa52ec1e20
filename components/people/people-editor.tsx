"use client";

import { UserRoundPlus, Users } from "lucide-react";
import { useState, useTransition } from "react";
import type { ZoneGroups } from "@/components/business/zone-field";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { StatePanel } from "@/components/ui/state-panel";
import { showError } from "@/components/ui/toast";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import { draftOfPerson, emptyPerson } from "./person-draft";
import { PersonDialog } from "./person-dialog";
import { PersonRow } from "./person-row";

export type PeopleActions = {
  create: (profile: unknown) => Promise<Saved<HumanAgentResource>>;
  update: (id: string, profile: unknown) => Promise<Saved<HumanAgentResource>>;
  remove: (id: string) => Promise<Saved<unknown>>;
  setDuty: (id: string, isOn: boolean) => Promise<Saved<HumanAgentResource>>;
};

type PeopleEditorProps = Readonly<{
  people: readonly HumanAgentResource[];
  zones: ZoneGroups;
  /** What a new person begins with. */
  usual: { timeZone: string; hours: WeeklyHours; languages: readonly string[] };
  /** Null for those who may only look. */
  actions: PeopleActions | null;
}>;

type Shown = { kind: "new" } | { kind: "edit" | "remove"; person: HumanAgentResource } | null;

const UNREACHED = "This did not reach the server. Check the connection and try again.";
const byName = (a: HumanAgentResource, b: HumanAgentResource) => a.name.localeCompare(b.name, "en");

/** The people who take calls from the agents: added, changed, taken off duty, removed. */
export function PeopleEditor({ people: given, zones, usual, actions }: PeopleEditorProps) {
  const [people, setPeople] = useState(given);
  const [shown, setShown] = useState<Shown>(null);
  const [isPending, start] = useTransition();
  const keep = (person: HumanAgentResource) => {
    setPeople((before) => [...before.filter(({ id }) => id !== person.id), person].sort(byName));
    setShown(null);
  };
  const setDuty = (person: HumanAgentResource, isOn: boolean) =>
    start(async () => {
      const saved = await actions?.setDuty(person.id, isOn).catch(() => null);
      if (saved?.ok) keep(saved.data);
      else showError(saved?.message ?? UNREACHED);
    });
  const remove = ({ id }: HumanAgentResource) =>
    start(async () => {
      const saved = await actions?.remove(id).catch(() => null);
      setShown(null);
      if (saved?.ok || saved?.code === "NOT_FOUND") setPeople((before) => before.filter((each) => each.id !== id));
      else showError(saved?.message ?? UNREACHED);
    });
  const add = actions ? (
    <Button look={people.length === 0 ? "primary" : "secondary"} onClick={() => setShown({ kind: "new" })}>
      <UserRoundPlus aria-hidden className="size-4" />
      Add a person
    </Button>
  ) : null;
  return (
    <>
      {people.length === 0 ? (
        <div className="rounded-xl border border-line bg-surface">
          <StatePanel icon={<Users className="size-5" />} title="Nobody yet" action={add} className="py-8!">
            Add those who take a call that an agent should not handle alone: their phone, what they know about, and when
            they are on duty. They need not be able to sign in.
          </StatePanel>
        </div>
      ) : (
        <>
          <ul aria-label="People" className="divide-y divide-line rounded-xl border border-line bg-surface">
            {people.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                change={
                  actions
                    ? {
                        edit: () => setShown({ kind: "edit", person }),
                        remove: () => setShown({ kind: "remove", person }),
                        setDuty: (isOn) => setDuty(person, isOn),
                        isPending,
                      }
                    : null
                }
              />
            ))}
          </ul>
          {add}
        </>
      )}
      {actions && shown?.kind === "new" ? (
        <PersonDialog
          title="Add a person"
          initial={emptyPerson(usual.timeZone, usual.hours, usual.languages)}
          zones={zones}
          save={actions.create}
          onSaved={keep}
          onClose={() => setShown(null)}
        />
      ) : null}
      {actions && shown?.kind === "edit" ? (
        <PersonDialog
          title={shown.person.name}
          initial={draftOfPerson(shown.person)}
          zones={zones}
          save={(profile) => actions.update(shown.person.id, profile)}
          onSaved={keep}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "remove" ? (
        <Dialog open onOpenChange={() => setShown(null)} title={`Remove ${shown.person.name}?`}>
          <div className="space-y-4 px-4 py-4">
            <p className="text-13 text-pretty text-text-2">
              Their phone, hours and skills are deleted, and rules that name them go on without them. This cannot be
              undone; you can take somebody off duty instead.
            </p>
            <div className="flex justify-end gap-2">
              <Button onClick={() => setShown(null)}>Keep</Button>
              <Button look="danger" disabled={isPending} onClick={() => remove(shown.person)}>
                Remove {shown.person.name}
              </Button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
