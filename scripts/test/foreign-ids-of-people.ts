import { v7 as uuidv7 } from "uuid";
import type { ServiceContext } from "@/lib/services/context";
import { createHumanAgent } from "@/lib/services/human-agents/create-human-agent";
import { deleteHumanAgent } from "@/lib/services/human-agents/delete-human-agent";
import { getHumanAgentUsage } from "@/lib/services/human-agents/get-usage";
import { setDuty } from "@/lib/services/human-agents/set-duty";
import { updateHumanAgent } from "@/lib/services/human-agents/update-human-agent";

type Ids = { personId: string; userId: string };

const person = (more: object = {}) => ({
  name: "Anna",
  email: `anna-${uuidv7()}@people.test`,
  phone: "+12025550177",
  timeZone: "Europe/Berlin",
  dutyHours: {},
  ...more,
});

/** The verbs of people that take ids, for the test that tries each with another organization's. */
export const PEOPLE_VERBS: Record<string, ((context: ServiceContext, ids: Ids) => Promise<unknown>)[]> = {
  // Another organization's member is no member.
  "human-agents/create-human-agent.ts": [(context, { userId }) => createHumanAgent(context, person({ userId }))],
  "human-agents/delete-human-agent.ts": [(context, { personId }) => deleteHumanAgent(context, personId)],
  "human-agents/get-usage.ts": [(context, { personId }) => getHumanAgentUsage(context, personId)],
  "human-agents/set-duty.ts": [(context, { personId }) => setDuty(context, personId, false)],
  "human-agents/update-human-agent.ts": [
    (context, { personId }) => updateHumanAgent(context, personId, person()),
    async (context, { userId }) => {
      const { id } = await createHumanAgent(context, person());
      return updateHumanAgent(context, id, person({ userId }));
    },
  ],
};
