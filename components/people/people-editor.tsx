"use client";

import { UserRoundPlus, Users } from "lucide-react";
import { useState, useTransition } from "react";
import type { ZoneGroups } from "@/components/business/zone-field";
import { languageName } from "@/components/format/language";
import { Button } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";
import { showError } from "@/components/ui/toast";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import { Input } from "@/components/ui/input";
import { draftOfPerson, emptyPerson } from "./person-draft";
import { type LinkableMember, PersonDialog } from "./person-dialog";
import { RemovePerson } from "./remove-person";
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
  /** Who of the members can sign in as one of them. */
  members: readonly LinkableMember[];
  /** Their names lead to their profiles. */
  isLinked?: boolean;
  /** What a new person begins with. */
  usual: { timeZone: string; hours: WeeklyHours; languages: readonly string[] };
  /** Null for those who may only look. */
  actions: PeopleActions | null;
}>;

type Shown = { kind: "new" } | { kind: "edit" | "remove"; person: HumanAgentResource } | null;

/** So many are seen at a glance. */
const SEARCH_FROM = 8;
const UNREACHED = "This did not reach the server. Check the connection and try again.";
const byName = (a: HumanAgentResource, b: HumanAgentResource) => a.name.localeCompare(b.name, "en");

/** The people who take calls from the agents: added, changed, taken off duty, removed. */
export function PeopleEditor({ people: given, zones, members, isLinked = false, usual, actions }: PeopleEditorProps) {
  const [people, setPeople] = useState(given);
  const [rendered, setRendered] = useState(given);
  // The server wrote the page anew: it knows better.
  if (rendered !== given) {
    setRendered(given);
    setPeople(given);
  }
  const [sought, setSought] = useState("");
  const found = people.filter((person) => isSought(person, sought));
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
          {people.length > SEARCH_FROM ? (
            <Input
              type="search"
              aria-label="Find a person by name, skill, department or language"
              placeholder="Find by name, skill, department or language"
              value={sought}
              onChange={({ target }) => setSought(target.value)}
            />
          ) : null}
          {found.length === 0 ? <p className="text-13 text-text-2">Nobody matches this.</p> : null}
          <ul
            aria-label="People"
            className="divide-y divide-line rounded-xl border border-line bg-surface empty:hidden"
          >
            {found.map((person) => (
              <PersonRow
                key={person.id}
                person={person}
                isLinked={isLinked}
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
          members={members}
          isNew
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
          members={members}
          save={(profile) => actions.update(shown.person.id, profile)}
          onSaved={keep}
          onClose={() => setShown(null)}
        />
      ) : null}
      {shown?.kind === "remove" ? (
        <RemovePerson
          name={shown.person.name}
          isPending={isPending}
          onRemove={() => remove(shown.person)}
          onClose={() => setShown(null)}
        />
      ) : null}
    </>
  );
}

/** Whether a person is meant by what was typed: their name, what they know, where they are. */
function isSought({ name, skills, departments, languages }: HumanAgentResource, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  const text = [name, ...skills, ...departments, ...languages.map(languageName)].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}
