import type { Metadata } from "next";
import { PeopleEditor } from "@/components/people/people-editor";
import { loadPeople } from "@/lib/web/load-people";
import { requireContext, requireMember } from "@/lib/web/require-context";
import { SettingsPage } from "../_components/settings-page";
import { createPersonAction, deletePersonAction, setDutyAction, updatePersonAction } from "./actions";

export const metadata: Metadata = { title: "People" };

export default async function PeoplePage() {
  const context = await requireContext("people.read");
  const { membership } = await requireMember();
  const { people, zones, usual } = await loadPeople(context, membership.timeZone);
  return (
    <SettingsPage
      title="People"
      hint="Who takes calls that an agent should not handle alone. Their phones are not rung yet: today such callers are connected to the business's own number for that, or leave a message."
    >
      <PeopleEditor
        people={people}
        zones={zones}
        usual={usual}
        actions={
          context.permissions.has("people.write")
            ? {
                create: createPersonAction,
                update: updatePersonAction,
                remove: deletePersonAction,
                setDuty: setDutyAction,
              }
            : null
        }
      />
    </SettingsPage>
  );
}
