import type { Metadata } from "next";
import { TestCall } from "@/components/phone/test-call";
import { getBusiness } from "@/lib/services/businesses/get-business";
import { getPublishCheck } from "@/lib/services/agents/get-publish-check";
import { getVersion } from "@/lib/services/agents/get-version";
import { loadAgentPage } from "@/lib/web/load-agent";
import { requireMember } from "@/lib/web/require-context";
import { AgentEditor } from "./_components/agent-editor";

type AgentPageProps = Readonly<{ params: Promise<{ agentId: string }> }>;

export async function generateMetadata({ params }: AgentPageProps): Promise<Metadata> {
  return { title: (await loadAgentPage((await params).agentId)).agent.name };
}

export default async function AgentPage({ params }: AgentPageProps) {
  const { context, agent } = await loadAgentPage((await params).agentId);
  const { membership } = await requireMember();
  const [check, published, business] = await Promise.all([
    getPublishCheck(context, agent.id),
    agent.published ? getVersion(context, agent.id, agent.published.id) : null,
    getBusiness(context, agent.businessId),
  ]);
  return (
    <AgentEditor
      // Of another agent nothing is kept.
      key={agent.id}
      agent={agent}
      published={published?.config ?? null}
      around={check.around}
      fallbackNumber={business.fallbackNumber}
      timeZone={membership.timeZone}
      may={{ write: context.permissions.has("agents.write"), publish: context.permissions.has("agents.publish") }}
      testCall={<TestCall agentId={agent.id} version="draft" />}
    />
  );
}
