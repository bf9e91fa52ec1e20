import { saveConnectionAction, testConnectionAction } from "@/app/(desk)/settings/connections/actions";
import { getConnections } from "@/lib/services/connections/get-connections";
import { SetupConnections } from "../_components/setup-connections";
import { StepPage } from "../_components/step-page";
import type { StepProps } from "./step-props";

export async function ConnectionsStep({ context, timeZone }: StepProps) {
  const { connections } = await getConnections(context);
  return (
    <StepPage
      title="Whose accounts carry the calls?"
      lead="An agent needs a phone line, ears with a voice, and something that thinks. Each is checked live, and each can be your own account, now or any time later."
    >
      <SetupConnections
        connections={connections}
        canChange={context.permissions.has("connections.write")}
        timeZone={timeZone}
        actions={{ save: saveConnectionAction, test: testConnectionAction }}
      />
    </StepPage>
  );
}
