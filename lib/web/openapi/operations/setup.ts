import { CompletedSetup, CompleteSetupInput, SETUP_STEPS, SetupStatus } from "@/lib/contracts/setup";
import { defineOperation } from "../operation";
import { AGENT_ID, BUSINESS_ID, NUMBER_ID } from "./example-values";

const step = (name: (typeof SETUP_STEPS)[number]) => ({
  name,
  state: name === "review" ? ("open" as const) : ("done" as const),
  byName: name === "review" ? null : "Dana Whitfield",
  at: name === "review" ? null : "2026-11-20T16:59:00.000Z",
});

export const getSetupOperation = defineOperation({
  id: "getSetup",
  method: "GET",
  path: "/api/v1/setup",
  tag: "Setup",
  summary: "See how far setting up is",
  description:
    "The seven steps, what they have made, and `problems`: what stands against finishing (`blocks`) or should be looked at first (`warns`).",
  scope: "businesses.write",
  response: SetupStatus,
  examples: {
    response: {
      steps: SETUP_STEPS.map(step),
      done: 6,
      businessId: BUSINESS_ID,
      businessName: "Bright Dental",
      agentId: AGENT_ID,
      isLive: false,
      problems: [
        {
          severity: "blocks",
          step: "review",
          message:
            "There is no phone number, so nobody could reach it. Get a number under Settings, Phone numbers, and give it to this agent.",
          href: "/settings/phone-numbers",
          linkText: "Go to phone numbers",
        },
      ],
    },
  },
});

export const completeSetupOperation = defineOperation({
  id: "completeSetup",
  method: "POST",
  path: "/api/v1/setup/complete",
  tag: "Setup",
  summary: "Finish setting up",
  description:
    "Checks every step, gives the agent the number if one is named, and publishes its draft: from then on it answers. What stands against it is refused, " +
    "with every reason. Asked again it changes nothing and answers the same. Also needs `agents.publish`, and with a number `numbers.read` and `numbers.write`.",
  scope: "businesses.write",
  body: CompleteSetupInput,
  response: CompletedSetup,
  once: true,
  refusals: [404, 409],
  examples: {
    body: { phoneNumberId: NUMBER_ID },
    response: {
      businessId: BUSINESS_ID,
      agentId: AGENT_ID,
      agentName: "Front desk",
      versionNumber: 1,
      phoneNumbers: ["+14155550100"],
    },
  },
});
