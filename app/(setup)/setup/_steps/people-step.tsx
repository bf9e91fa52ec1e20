import { createPersonAction, deletePersonAction, setDutyAction, updatePersonAction } from "@/app/(desk)/people/actions";
import { PeopleEditor } from "@/components/people/people-editor";
import { loadPeople } from "@/lib/web/load-people";
import { PlainStep } from "../_components/plain-step";
import { StepPage } from "../_components/step-page";
import type { StepProps } from "./step-props";

export async function PeopleStep({ context, timeZone }: StepProps) {
  const mayRead = context.permissions.has("people.read");
  const loaded = mayRead ? await loadPeople(context, timeZone) : null;
  return (
    <StepPage
      title="Who takes over when it matters?"
      lead="People for calls that the agent should not handle alone. They are asked on their screen or their telephone while they are on duty; two steps on you choose who is asked first."
    >
      {loaded ? (
        <PeopleEditor
          {...loaded}
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
      ) : (
        <p className="text-13 text-text-2">Your role does not include people. Somebody else can add them.</p>
      )}
      <PlainStep step="people" skip="Nobody yet" submit="Continue" />
    </StepPage>
  );
}
