import { z } from "zod";
import {
  CallerIdList,
  CallerIdResource,
  DialPolicy,
  SetDialPolicyInput,
  StartCallerIdInput,
  StartedCallerId,
} from "@/lib/contracts/api/caller-ids";
import { defineOperation } from "../operation";
import { CALLER_ID_ID } from "./example-values";

const tag = "Phone numbers";
const CallerIdParams = z.strictObject({
  callerIdId: z.string().meta({ description: "The caller id's id.", example: CALLER_ID_ID }),
});
const CALLER_ID = {
  id: CALLER_ID_ID,
  e164: "+14155552671",
  label: "Main line",
  state: "waiting",
  startedAt: "2026-11-20T17:00:00.000Z",
  verifiedAt: null,
};

export const listCallerIdsOperation = defineOperation({
  id: "listCallerIds",
  method: "GET",
  path: "/api/v1/caller-ids",
  tag,
  summary: "List verified caller ids",
  description: "Numbers outside of the connected account that agents may call under, and those being verified.",
  scope: "numbers.read",
  response: CallerIdList,
  examples: { response: { callerIds: [CALLER_ID] } },
});

export const startCallerIdOperation = defineOperation({
  id: "startCallerId",
  method: "POST",
  path: "/api/v1/caller-ids",
  tag,
  summary: "Verify a caller id",
  description: "The number is called at once; whoever answers keys in the code of this answer.",
  scope: "numbers.write",
  body: StartCallerIdInput,
  response: StartedCallerId,
  status: 201,
  refusals: [409, 503],
  examples: {
    body: { e164: CALLER_ID.e164, label: CALLER_ID.label },
    response: { callerId: CALLER_ID, code: "481516" },
  },
});

export const checkCallerIdOperation = defineOperation({
  id: "checkCallerId",
  method: "POST",
  path: "/api/v1/caller-ids/{callerIdId}/check",
  tag,
  summary: "See whether a caller id is verified",
  scope: "numbers.write",
  params: CallerIdParams,
  response: CallerIdResource,
  refusals: [404, 503],
  examples: { response: { ...CALLER_ID, state: "verified", verifiedAt: "2026-11-20T17:01:00.000Z" } },
});

export const removeCallerIdOperation = defineOperation({
  id: "removeCallerId",
  method: "DELETE",
  path: "/api/v1/caller-ids/{callerIdId}",
  tag,
  summary: "Remove a caller id",
  scope: "numbers.write",
  params: CallerIdParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404, 503],
  examples: { response: { id: CALLER_ID_ID } },
});

export const getDialPolicyOperation = defineOperation({
  id: "getDialPolicy",
  method: "GET",
  path: "/api/v1/dial-policy",
  tag,
  summary: "Get where agents may call",
  description: "Emergency, premium-rate, shared-cost, personal and satellite numbers can never be called.",
  scope: "numbers.read",
  response: DialPolicy,
  examples: { response: { allowedCountries: ["US"], isDefault: true } },
});

export const setDialPolicyOperation = defineOperation({
  id: "setDialPolicy",
  method: "PUT",
  path: "/api/v1/dial-policy",
  tag,
  summary: "Say where agents may call",
  scope: "numbers.write",
  body: SetDialPolicyInput,
  response: DialPolicy,
  examples: {
    body: { allowedCountries: ["CA", "US"] },
    response: { allowedCountries: ["CA", "US"], isDefault: false },
  },
});
