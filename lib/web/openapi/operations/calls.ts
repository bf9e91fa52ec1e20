import { NO_ATTENTION } from "@/lib/contracts/live/attention";
import { AGENT_FLOOR } from "@/lib/contracts/live/steering";
import { z } from "zod";
import { ListCallsQuery } from "@/lib/contracts/calls";
import { ApiCallDetail, ApiCallPage, CallResource, InteractionPage } from "@/lib/contracts/api/calls";
import { PageQuery } from "@/lib/contracts/api/paging";
import { InitiateCallInput } from "@/lib/services/outbound/initiate-call";
import { defineOperation } from "../operation";
import { CALL, CALL_ID, CALL_RECORD } from "./example-values";

const CallParams = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });

export const listCallsOperation = defineOperation({
  id: "listCalls",
  method: "GET",
  path: "/api/v1/calls",
  tag: "Calls",
  summary: "List calls",
  description:
    "Newest first, unless `sort` (`started_at`, `duration`, `qa_score`) and `order` say otherwise; calls without a duration or score are not in a list " +
    "ordered by it. All filters given must hold; `status`, `disposition`, `sentiment`, `outcome` and `tags` may be given several times, and then any of " +
    "them will do. `from` and `to` match by their digits, anywhere in the number, or as a whole number with its plus. `text` searches what was said and " +
    'heard in calls that are over: several words must all be there, `"words in quotes"` next to each other, `-word` must not; each is found by its ' +
    "beginning, without regard to case and accents, and `found` says where. There is no total: go on with `cursor`, which is `nextCursor` of the page before.",
  scope: "calls.read",
  query: z.strictObject(ListCallsQuery.shape),
  response: ApiCallPage,
  examples: { response: { calls: [{ ...CALL_RECORD, found: null }], nextCursor: null } },
});

export const getCallOperation = defineOperation({
  id: "getCall",
  method: "GET",
  path: "/api/v1/calls/{callId}",
  tag: "Calls",
  summary: "Get a call",
  description: "The call with all that happened in it, ordered by `seq`.",
  scope: "calls.read",
  params: CallParams,
  response: ApiCallDetail,
  refusals: [404],
  examples: {
    response: {
      call: CALL_RECORD,
      events: [
        { callId: CALL_ID, seq: 3, at: "2026-11-20T17:00:02.000Z", body: { type: "keypad.pressed", digits: "1" } },
      ],
    },
  },
});

export const listInteractionsOperation = defineOperation({
  id: "listInteractions",
  method: "GET",
  path: "/api/v1/calls/{callId}/interactions",
  tag: "Calls",
  summary: "List what was said in a call",
  description: "What each side said or keyed in, in order, by pages.",
  scope: "calls.read",
  params: CallParams,
  query: z.strictObject(PageQuery.shape),
  response: InteractionPage,
  refusals: [404],
  examples: {
    response: {
      interactions: [
        {
          id: "0.c1",
          seq: 9,
          turnId: "c1",
          speaker: "caller",
          text: "Are you open on Saturday?",
          heardText: null,
          interrupted: false,
          startMs: 4_210,
          endMs: 5_480,
          confidence: 0.97,
          source: "speech",
          at: "2026-11-20T17:00:08.000Z",
        },
      ],
      nextCursor: null,
    },
  },
});

export const initiateCallOperation = defineOperation({
  id: "initiateCall",
  method: "POST",
  path: "/api/v1/calls/initiate",
  tag: "Calls",
  summary: "Start a call",
  description:
    "An agent calls `to`. The answer is the call as it is now, before anybody picked up. Send an `Idempotency-Key`, so that a request that is " +
    "repeated does not call twice.",
  scope: "calls.start",
  body: z.strictObject(InitiateCallInput.shape),
  response: CallResource,
  status: 201,
  once: true,
  refusals: [404, 409, 503],
  examples: {
    body: { to: "+14155550134", metadata: { order: "A-1042" } },
    response: {
      ...CALL,
      status: "initiated",
      direction: "outbound",
      from: "+14155550100",
      to: "+14155550134",
      answeredAt: null,
      endedAt: null,
      durationMs: null,
      disposition: null,
      endReason: null,
      turns: 0,
      interruptions: 0,
      medianVoiceToVoiceMs: null,
      lastLine: null,
      floor: AGENT_FLOOR,
      attention: NO_ATTENTION,
    },
  },
});
