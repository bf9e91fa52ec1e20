import { AgentProposal, AskProposal } from "@/lib/contracts/agent-proposal";
import { writeProposal } from "@/lib/services/setup/write-proposal";
import { defineApiRoute } from "@/lib/web/api-route";
import { otherMethods } from "@/lib/web/refusals";
import { siteReader } from "@/lib/web/site-reader";

/** POST /api/setup-proposal. For the person who sets up: an address of its own, so that what they type meanwhile is kept beside it. */
export const POST = defineApiRoute(
  { scope: "agents.write", sessionOnly: true, body: AskProposal, response: AgentProposal },
  (context, { body }) => writeProposal(context, body, siteReader()),
);

const refuse = otherMethods("POST");
export { refuse as GET, refuse as PUT, refuse as PATCH, refuse as DELETE };
