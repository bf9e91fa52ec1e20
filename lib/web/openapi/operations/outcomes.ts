import { z } from "zod";
import { ListOutcomesQuery, OutcomePage } from "@/lib/contracts/outcomes";
import { defineOperation } from "../operation";
import { AGENT_ID, BUSINESS_ID, CALL_ID } from "./example-values";

const OUTCOME = {
  id: "019a9e10-7c11-7b52-8e0f-51f3a1c2b0e1",
  callId: CALL_ID,
  agentId: AGENT_ID,
  agentName: "Front desk",
  businessId: BUSINESS_ID,
  tool: "book_appointment",
  said: "I've booked you for Thursday at three.",
  verdict: "different",
  read: {
    found: "yes",
    copies: 1,
    changedSince: false,
    fields: [{ name: "start", kind: "moment", asked: "2026-11-26T23:00:00.000Z", stored: "2026-11-26T22:00:00.000Z" }],
  },
  doneAt: "2026-11-20T17:00:20.000Z",
  checkedAt: "2026-11-20T17:03:00.000Z",
  checksAfter: 1,
  corrected: false,
  toldAt: "2026-11-20T17:03:00.000Z",
  texted: true,
};

export const listOutcomesOperation = defineOperation({
  id: "listOutcomes",
  method: "GET",
  path: "/api/v1/outcomes",
  tag: "Tools",
  summary: "List what was done in calls and how it stands",
  description:
    "What a tool did, read back from the system of record and held against what was asked for and said. Newest first. With `callId` of one call; `verdict=different&verdict=absent&verdict=twice` is what was not done as it was said.",
  scope: "calls.read",
  query: z.strictObject(ListOutcomesQuery.shape),
  response: OutcomePage,
  examples: { response: { outcomes: [OUTCOME], nextCursor: null } },
});
