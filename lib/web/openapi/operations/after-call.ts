import { z } from "zod";
import {
  AfterCallRunList,
  AfterCallRunResource,
  AfterCallStepList,
  AfterCallStepResource,
  ListStepsQuery,
  OrderStepsInput,
  SaveStepInput,
  StepActionList,
  TryStepInput,
  TryStepResult,
} from "@/lib/contracts/after-call";
import { defineOperation } from "../operation";
import { BUSINESS_ID, CALL_ID, STEP_ID, TOOL_ID } from "./example-values";

const tag = "After calls";
const StepParams = z.strictObject({ stepId: z.string().meta({ description: "The step's id.", example: STEP_ID }) });
const CallParams = z.strictObject({ callId: z.string().meta({ description: "The call's id.", example: CALL_ID }) });

const RULE = {
  when: {
    calls: "answered",
    direction: "inbound",
    outcomes: ["not_settled", "message_taken"],
    fields: [{ field: "make", is: "found", value: "" }],
  },
  mapping: [
    { parameter: "subject", value: "{field.make}: {wanted}", ifMissing: "skip" },
    { parameter: "content", value: "{summary}\nThe call: {call_page}", ifMissing: "empty" },
    { parameter: "priority", value: "high", ifMissing: "empty" },
  ],
};
const SAVE = { businessId: BUSINESS_ID, name: "A ticket for the workshop", toolId: TOOL_ID, enabled: true, ...RULE };
const STEP = {
  ...SAVE,
  id: STEP_ID,
  position: 1,
  action: "HubSpot: Make a ticket",
  problem: null,
  doneOfDay: 4,
  failedOfDay: 0,
  createdAt: "2026-11-19T17:00:00.000Z",
  updatedAt: "2026-11-19T17:00:00.000Z",
};
const RUN = {
  callId: CALL_ID,
  stepId: STEP_ID,
  name: "A ticket for the workshop",
  action: "HubSpot: Make a ticket",
  state: "done",
  problem: null,
  attempts: 1,
  input: { subject: "Opel: to have it looked at", content: "The caller's car does not start.", priority: "high" },
  verdict: "same",
  fields: [
    { name: "subject", kind: "text", asked: "Opel: to have it looked at", stored: "Opel: to have it looked at" },
  ],
  checkedAt: "2026-11-20T17:02:01.000Z",
  nextAt: null,
  finishedAt: "2026-11-20T17:02:00.000Z",
  createdAt: "2026-11-20T17:01:42.000Z",
};
const ACTION = {
  toolId: TOOL_ID,
  vendor: "hubspot",
  source: "HubSpot",
  title: "Make a ticket",
  parameters: [
    { name: "subject", description: "What it is about, in a few words", type: "text", options: [], required: true },
    { name: "content", description: "What the caller needs", type: "text", options: [], required: true },
    {
      name: "priority",
      description: "How pressing it is",
      type: "choice",
      options: ["low", "medium", "high"],
      required: false,
    },
  ],
  isReadBack: true,
  problem: null,
};

export const listStepActionsOperation = defineOperation({
  id: "listStepActions",
  method: "GET",
  path: "/api/v1/after-call-actions",
  tag,
  summary: "List what can be done after a call",
  description:
    "Actions of integrations and tools of the business's own that change something, with what each is given.",
  scope: "tools.read",
  response: StepActionList,
  examples: { response: { actions: [ACTION] } },
});

export const listStepsOperation = defineOperation({
  id: "listAfterCallSteps",
  method: "GET",
  path: "/api/v1/after-call-steps",
  tag,
  summary: "List steps",
  description: "In the order in which they are done. Of all businesses, where none is named.",
  scope: "tools.read",
  query: ListStepsQuery,
  response: AfterCallStepList,
  refusals: [404],
  examples: { response: { steps: [STEP] } },
});

export const createStepOperation = defineOperation({
  id: "createAfterCallStep",
  method: "POST",
  path: "/api/v1/after-call-steps",
  tag,
  summary: "Add a step",
  description: "It is done for calls that end from then on, after the steps that are there already.",
  scope: "tools.write",
  body: SaveStepInput,
  response: AfterCallStepResource,
  status: 201,
  once: true,
  refusals: [404, 409],
  examples: { body: SAVE, response: STEP },
});

export const orderStepsOperation = defineOperation({
  id: "orderAfterCallSteps",
  method: "POST",
  path: "/api/v1/after-call-steps/order",
  tag,
  summary: "Put steps into another order",
  description: "Names all steps of the business, in their new order.",
  scope: "tools.write",
  body: OrderStepsInput,
  response: AfterCallStepList,
  refusals: [404, 409],
  examples: { body: { businessId: BUSINESS_ID, stepIds: [STEP_ID] }, response: { steps: [STEP] } },
});

export const tryStepOperation = defineOperation({
  id: "tryAfterCallStep",
  method: "POST",
  path: "/api/v1/after-call-steps/try",
  tag,
  summary: "Try a step for a past call",
  description: "Shows what would be sent. With `really` it is sent, whether the step is for the call or not.",
  scope: "tools.run",
  body: TryStepInput,
  response: TryStepResult,
  refusals: [404, 409],
  examples: {
    body: { step: SAVE, callId: CALL_ID, really: false },
    response: {
      ...{ matches: true, why: null, problem: null, run: null, outcome: null },
      parameters: [
        { name: "subject", value: "Opel: to have it looked at", problem: null },
        { name: "content", value: "The caller's car does not start.", problem: null },
        { name: "priority", value: "high", problem: null },
      ],
    },
  },
});

export const getStepOperation = defineOperation({
  id: "getAfterCallStep",
  method: "GET",
  path: "/api/v1/after-call-steps/{stepId}",
  tag,
  summary: "Get a step",
  scope: "tools.read",
  params: StepParams,
  response: AfterCallStepResource,
  refusals: [404],
  examples: { response: STEP },
});

export const updateStepOperation = defineOperation({
  id: "updateAfterCallStep",
  method: "PUT",
  path: "/api/v1/after-call-steps/{stepId}",
  tag,
  summary: "Change a step",
  description: "Switched on again, it is done for calls that end from then on.",
  scope: "tools.write",
  params: StepParams,
  body: SaveStepInput,
  response: AfterCallStepResource,
  refusals: [404],
  examples: { body: { ...SAVE, enabled: false }, response: { ...STEP, enabled: false } },
});

export const deleteStepOperation = defineOperation({
  id: "deleteAfterCallStep",
  method: "DELETE",
  path: "/api/v1/after-call-steps/{stepId}",
  tag,
  summary: "Remove a step",
  description: "What it did stays with its calls.",
  scope: "tools.write",
  params: StepParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404],
  examples: { response: { id: STEP_ID } },
});

export const listStepRunsOperation = defineOperation({
  id: "listAfterCallStepRuns",
  method: "GET",
  path: "/api/v1/after-call-steps/{stepId}/runs",
  tag,
  summary: "List what a step did",
  description: "For its last 100 calls, newest first.",
  scope: "tools.read",
  params: StepParams,
  response: AfterCallRunList,
  refusals: [404],
  examples: { response: { runs: [RUN] } },
});

export const listCallRunsOperation = defineOperation({
  id: "listCallAfterRuns",
  method: "GET",
  path: "/api/v1/calls/{callId}/after-call",
  tag,
  summary: "List what was done after a call",
  description: "In order: what was sent, how it stands there, and why what was not done was not.",
  scope: "calls.read",
  params: CallParams,
  response: AfterCallRunList,
  refusals: [404],
  examples: { response: { runs: [RUN] } },
});

export const retryRunOperation = defineOperation({
  id: "retryAfterCallStep",
  method: "POST",
  path: "/api/v1/calls/{callId}/after-call/{stepId}/retry",
  tag,
  summary: "Have a step done after all",
  description:
    "One that failed or was skipped, or of which it is not known whether it was done: whoever asks has looked that it was not.",
  scope: "tools.run",
  params: CallParams.extend(StepParams.shape),
  response: AfterCallRunResource,
  refusals: [404, 409],
  examples: { response: { ...RUN, state: "waiting", attempts: 0, verdict: null, finishedAt: null } },
});
