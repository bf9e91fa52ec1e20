import { archiveAgent } from "@/lib/services/agents/archive-agent";
import { getAgent } from "@/lib/services/agents/get-agent";
import { saveDraft } from "@/lib/services/agents/save-draft";
import { updateAgent } from "@/lib/services/agents/update-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  archiveAgentOperation,
  getAgentOperation,
  saveDraftOperation,
  updateAgentOperation,
} from "@/lib/web/openapi/operations/agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getAgentOperation, (context, { params }) => getAgent(context, params.agentId));

export const PUT = defineApiRoute(saveDraftOperation, (context, { params, body }) =>
  saveDraft(context, params.agentId, body),
);

export const PATCH = defineApiRoute(updateAgentOperation, (context, { params, body }) =>
  updateAgent(context, params.agentId, body),
);

export const DELETE = defineApiRoute(archiveAgentOperation, (context, { params }) =>
  archiveAgent(context, params.agentId),
);

const refuse = otherMethods("GET", "PUT", "PATCH", "DELETE");
export { refuse as POST };
