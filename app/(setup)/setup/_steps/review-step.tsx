import { ButtonLink } from "@/components/ui/button";
import { getAgent } from "@/lib/services/agents/get-agent";
import { getBusinessConfig } from "@/lib/services/businesses/get-business-config";
import { getConnections } from "@/lib/services/connections/get-connections";
import type { ServiceContext } from "@/lib/services/context";
import { listHumanAgents } from "@/lib/services/human-agents/list-human-agents";
import { listNumbers } from "@/lib/services/phone-numbers/list-numbers";
import { getSetupCheck } from "@/lib/services/setup/setup-check";
import { GoLive } from "../_components/review/go-live";
import type { OfferedNumber } from "../_components/review/number-choice";
import { ReviewList } from "../_components/review/review-list";
import { TryIt } from "../_components/review/try-it";
import { StepPage } from "../_components/step-page";
import { completeSetupAction } from "../actions";
import { reviewRows } from "./review-rows";
import type { StepProps } from "./step-props";

export async function ReviewStep({ context, state }: StepProps) {
  const may = (permission: Parameters<typeof context.permissions.has>[0]) => context.permissions.has(permission);
  const { businessId, agentId } = state;
  const [{ problems }, { connections }, business, agent, people, numbers] = await Promise.all([
    getSetupCheck(context),
    getConnections(context),
    businessId ? getBusinessConfig(context, businessId) : null,
    agentId ? getAgent(context, agentId) : null,
    may("people.read") ? listHumanAgents(context) : [],
    may("numbers.read") && agentId ? offeredNumbers(context, agentId) : null,
  ]);
  const published = agent?.published ?? null;
  const isDone = state.steps.some(({ name, state: how }) => name === "review" && how === "done") && published !== null;
  const isNew = !isDone || (agent?.hasChanges ?? false);
  return (
    <StepPage
      title={isDone ? "It answers. Talk to it." : "Look at it once more, then go live"}
      lead={
        isDone
          ? "Say what your callers would say. Whatever you do not like, you change and publish anew."
          : "This is what you have set up, in words. Each part leads back to its step."
      }
    >
      {isDone && agent && published ? (
        <TryIt
          agentId={agent.id}
          agentName={agent.name}
          versionNumber={published.number}
          numbers={agent.phoneNumbers.map(({ e164 }) => e164)}
          mayCall={may("calls.start")}
        />
      ) : null}
      <ReviewList rows={reviewRows({ state, connections, business, agent, people })} />
      {isNew ? (
        <GoLive
          mayTry={!isDone && may("calls.start")}
          problems={problems}
          agent={
            agent
              ? {
                  id: agent.id,
                  name: agent.name,
                  nextNumber: agent.draft.nextNumber,
                  revision: agent.draft.revision,
                }
              : null
          }
          numbers={numbers}
          mayBuy={may("numbers.write")}
          complete={completeSetupAction}
        />
      ) : (
        <div className="flex flex-wrap justify-end gap-2 pt-3">
          {agent ? (
            <ButtonLink size="lg" href={`/agents/${agent.id}`}>
              Open its editor
            </ButtonLink>
          ) : null}
          <ButtonLink size="lg" look="primary" href="/home">
            Go to Home
          </ButtonLink>
        </div>
      )}
    </StepPage>
  );
}

/** Those that lead to the agent at all hours, and those that nobody answers; of a hundred, more than anybody has on the first day. */
async function offeredNumbers(context: ServiceContext, agentId: string): Promise<OfferedNumber[]> {
  const { phoneNumbers } = await listNumbers(context, { limit: 100 });
  return phoneNumbers.flatMap(({ id, e164, label, state, schedule, ...number }) => {
    if (state !== "ready") return [];
    const isOwn = number.agentId === agentId;
    const isFree = number.agentId === null && schedule === null;
    return isOwn || isFree ? [{ id, e164, label, isOwn }] : [];
  });
}
