import { deleteHumanAgent } from "@/lib/services/human-agents/delete-human-agent";
import { getHumanAgent } from "@/lib/services/human-agents/get-human-agent";
import { updateHumanAgent } from "@/lib/services/human-agents/update-human-agent";
import { defineApiRoute } from "@/lib/web/api-route";
import {
  deleteHumanAgentOperation,
  getHumanAgentOperation,
  updateHumanAgentOperation,
} from "@/lib/web/openapi/operations/human-agents";
import { otherMethods } from "@/lib/web/refusals";

export const GET = defineApiRoute(getHumanAgentOperation, (context, { params }) =>
  getHumanAgent(context, params.humanAgentId),
);

export const PUT = defineApiRoute(updateHumanAgentOperation, (context, { params, body }) =>
  updateHumanAgent(context, params.humanAgentId, body),
);

export const DELETE = defineApiRoute(deleteHumanAgentOperation, (context, { params }) =>
  deleteHumanAgent(context, params.humanAgentId),
);

const refuse = otherMethods("GET", "PUT", "DELETE");
export { refuse as POST, refuse as PATCH };
