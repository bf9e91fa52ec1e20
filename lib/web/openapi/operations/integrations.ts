import { z } from "zod";
import {
  ConnectIntegrationInput,
  ConnectIntegrationResult,
  DisconnectResult,
  IntegrationList,
  IntegrationResource,
  SaveActionInput,
  SaveIntegrationInput,
} from "@/lib/contracts/integrations";
import { ListRunsQuery, TestToolInput, ToolRunList, ToolTestResource } from "@/lib/contracts/tools";
import { defineOperation } from "../operation";
import { TOOL_ID, TOOL_RUN_ID } from "./example-values";

const tag = "Integrations";
const integration = z.string().meta({ description: "The integration's name.", example: "google_calendar" });
const Params = z.strictObject({ integration });
const ActionParams = z.strictObject({
  integration,
  action: z.string().meta({ description: "The action's name.", example: "check_availability" }),
});
const ACTION = {
  action: "check_availability",
  toolId: TOOL_ID,
  name: "google_calendar_check_availability",
  version: 1,
  title: "See when the calendar is free",
  description: "Looks up when the business's calendar is busy on one day.",
  effect: "reads",
  enabled: true,
  confirm: "none",
  sayWhile: "Let me look at the calendar.",
  limits: { perTurn: 3, perCall: 10, perDay: 1000 },
  parameters: [
    {
      name: "day",
      description: "The day, as YYYY-MM-DD",
      type: "date",
      options: [] as string[],
      required: true,
      source: "model",
    },
  ],
  agents: 1,
  lastRunAt: "2026-11-20T17:00:20.000Z",
  lastOutcome: "done",
  runsOfDay: 4,
  warning: null,
  failuresOfDay: 0,
};
const INTEGRATION = {
  vendor: "google_calendar",
  title: "Google Calendar",
  description: "Agents see when you are busy, enter events, and move a caller’s own event.",
  state: "connected",
  auth: "oauth",
  fields: [] as object[],
  scopes: [
    { scope: "https://www.googleapis.com/auth/calendar.events", words: "See and change the events on your calendars" },
  ],
  granted: ["https://www.googleapis.com/auth/calendar.events"],
  account: "desk@bright.example",
  problem: null,
  settings: [{ name: "calendar_id", label: "Calendar", hint: "", required: true, value: "primary" }],
  connectedBy: "Mia Chen",
  connectedAt: "2026-11-19T17:00:00.000Z",
  actions: [ACTION],
};
const RUN = {
  id: TOOL_RUN_ID,
  toolId: TOOL_ID,
  version: 1,
  kind: "test",
  callId: null,
  startedAt: "2026-11-20T17:00:20.000Z",
  ms: 142,
  outcome: "done",
  problem: null,
  httpStatus: 200,
  request: {
    method: "POST",
    url: "https://www.googleapis.com/calendar/v3/freeBusy",
    headers: { accept: "application/json", authorization: "••••••••" },
    body: '{"timeMin":"2026-12-03T08:00:00.000Z"}',
  },
  answer: '{"calendars":{"primary":{"busy":[]}}}',
  told: { done: true, answer: { day: "2026-12-03", busy: [] as object[] } },
};

export const listIntegrationsOperation = defineOperation({
  id: "listIntegrations",
  method: "GET",
  path: "/api/v1/integrations",
  tag,
  summary: "List integrations",
  description: "All that there are, with what is connected and how their actions did in the last 24 hours.",
  scope: "tools.read",
  response: IntegrationList,
  examples: { response: { integrations: [INTEGRATION] } },
});

export const getIntegrationOperation = defineOperation({
  id: "getIntegration",
  method: "GET",
  path: "/api/v1/integrations/{integration}",
  tag,
  summary: "Get an integration",
  description: "Its keys and tokens are never given.",
  scope: "tools.read",
  params: Params,
  response: IntegrationResource,
  refusals: [404],
  examples: { response: INTEGRATION },
});

export const saveIntegrationOperation = defineOperation({
  id: "saveIntegration",
  method: "PUT",
  path: "/api/v1/integrations/{integration}",
  tag,
  summary: "Change an integration's settings",
  description: "What the server puts into requests and no caller can change: a calendar, a channel, an owner.",
  scope: "tools.write",
  params: Params,
  body: SaveIntegrationInput,
  response: IntegrationResource,
  refusals: [404, 409],
  examples: { body: { settings: { calendar_id: "primary" } }, response: INTEGRATION },
});

export const connectIntegrationOperation = defineOperation({
  id: "connectIntegration",
  method: "POST",
  path: "/api/v1/integrations/{integration}/connect",
  tag,
  summary: "Connect an integration",
  description:
    "With OAuth the answer has the address where a person, signed in to this organization in their browser, gives their consent, once and within ten minutes. With a key it is connected at once, with the `fields` given.",
  scope: "tools.write",
  params: Params,
  body: ConnectIntegrationInput,
  response: ConnectIntegrationResult,
  refusals: [404, 409],
  examples: {
    body: { fields: {} },
    response: { url: "https://accounts.google.com/o/oauth2/v2/auth?state=…", expiresAt: "2026-11-20T17:10:00.000Z" },
  },
});

export const disconnectIntegrationOperation = defineOperation({
  id: "disconnectIntegration",
  method: "DELETE",
  path: "/api/v1/integrations/{integration}",
  tag,
  summary: "Disconnect an integration",
  description:
    "Its tokens are gone at once, and calls in progress can use its actions no more; the vendor is asked to take the consent back, and `revoked` tells whether it has.",
  scope: "tools.write",
  params: Params,
  response: DisconnectResult,
  refusals: [404],
  examples: { response: { revoked: true, note: "Google Calendar was told, and took the consent back." } },
});

export const saveActionOperation = defineOperation({
  id: "saveIntegrationAction",
  method: "PUT",
  path: "/api/v1/integrations/{integration}/actions/{action}",
  tag,
  summary: "Change how an action may be used",
  description:
    "The next version of its tool; what is left out stays. Calls in progress go on with what they began with.",
  scope: "tools.write",
  params: ActionParams,
  body: SaveActionInput,
  response: IntegrationResource,
  refusals: [404, 409],
  examples: { body: { confirm: "person" }, response: INTEGRATION },
});

export const testActionOperation = defineOperation({
  id: "testIntegrationAction",
  method: "POST",
  path: "/api/v1/integrations/{integration}/actions/{action}/test",
  tag,
  summary: "Try an action",
  description: "Really does it, with the values given here.",
  scope: "tools.run",
  params: ActionParams,
  body: TestToolInput,
  response: ToolTestResource,
  refusals: [404, 409],
  examples: {
    body: { input: { day: "2026-12-03" }, bound: { time_zone: "America/Los_Angeles" } },
    response: { ...RUN, readBack: null },
  },
});

export const listActionRunsOperation = defineOperation({
  id: "listIntegrationActionRuns",
  method: "GET",
  path: "/api/v1/integrations/{integration}/actions/{action}/runs",
  tag,
  summary: "List an action's runs",
  description: "Newest first: what was sent, what came back, what the agent was told.",
  scope: "tools.read",
  params: ActionParams,
  query: ListRunsQuery,
  response: ToolRunList,
  refusals: [404],
  examples: { response: { runs: [RUN] } },
});
