import { z } from "zod";
import { EndCallInput, EscalateInput, SteerBody, SteerResult } from "@/lib/contracts/api/steering";
import { defineOperation } from "../operation";
import { CALL_ID } from "./example-values";

const params = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });
const DONE = { callId: CALL_ID, result: "done" };
/** What the ways to step into a call have in common. */
const steering = {
  method: "POST",
  tag: "Calls",
  scope: "calls.control",
  params,
  response: SteerResult,
  once: true,
  refusals: [404, 409, 503],
} as const;

export const interveneOperation = defineOperation({
  ...steering,
  id: "interveneInCall",
  path: "/api/v1/calls/{callId}/intervene",
  summary: "Step into a call in progress",
  description:
    "`whisper` tells the agent alone, `say` has it say something now, `pause` and `resume` have it wait and go on, `override` gives it instructions " +
    "for the rest of the call, `give_back`, `transfer`, `stop_recording` and `end` do what they say. Answered once it took effect; 409 says in words why it did not. Send an " +
    "`Idempotency-Key`, so that a request that is repeated is not done twice.",
  body: SteerBody,
  examples: {
    body: { action: "whisper", text: "You may honour 199 dollars, she was quoted it on the phone in March." },
    response: DONE,
  },
});

export const escalateCallOperation = defineOperation({
  ...steering,
  id: "escalateCall",
  path: "/api/v1/calls/{callId}/escalate",
  summary: "Have a person take a call in progress",
  description:
    "Looks for whoever is free, for a department, for one person, or hands the call to a number. Answered once the search has begun; how it goes on is " +
    "told in the call's events. When nobody takes the call, the agent comes back to the caller.",
  body: EscalateInput,
  examples: {
    body: { target: { kind: "queue", department: "Billing" }, mode: "warm", reason: "Wants a refund above the limit." },
    response: DONE,
  },
});

export const endCallOperation = defineOperation({
  ...steering,
  id: "endCall",
  path: "/api/v1/calls/{callId}/end",
  summary: "End a call in progress",
  description: "The agent says goodbye and hangs up.",
  body: EndCallInput,
  examples: { body: { reason: "The caller is rude to the agent." }, response: DONE },
});
