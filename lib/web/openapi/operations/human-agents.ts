import { z } from "zod";
import {
  HumanAgentList,
  HumanAgentProfile,
  HumanAgentResource,
  HumanAgentUsage,
  HumanAgentUsageQuery,
  SetAvailabilityInput,
} from "@/lib/contracts/human-agents";
import { defineOperation } from "../operation";
import { HUMAN_AGENT_ID } from "./example-values";

const tag = "People";
const HumanAgentParams = z.strictObject({
  humanAgentId: z.string().meta({ description: "The person's id.", example: HUMAN_AGENT_ID }),
});
const workday = [{ opens: "09:00", closes: "17:00" }];
const PROFILE = {
  name: "Anna Ruiz",
  email: "anna@brightdental.example",
  phone: "+12025550147",
  extension: "12",
  skills: ["Insurance"],
  departments: ["Front desk"],
  languages: ["en-US", "es-MX"],
  timeZone: "America/Los_Angeles",
  dutyHours: {
    monday: workday,
    tuesday: workday,
    wednesday: workday,
    thursday: workday,
    friday: workday,
    saturday: [],
    sunday: [],
  },
  ringPhone: true,
};
const PERSON = {
  ...PROFILE,
  id: HUMAN_AGENT_ID,
  status: "available",
  userId: null,
  inCall: null,
  lastOfferedAt: "2026-11-20T17:00:40.000Z",
  createdAt: "2026-11-01T17:00:00.000Z",
  updatedAt: "2026-11-20T17:00:00.000Z",
};
const USAGE = {
  humanAgentId: HUMAN_AGENT_ID,
  from: "2026-10-21T17:00:00.000Z",
  to: "2026-11-20T17:00:00.000Z",
  offered: 42,
  accepted: 36,
  declined: 2,
  missed: 3,
  failed: 0,
  withdrawn: 1,
  medianAnswerMs: 6_400,
  medianTalkMs: 184_000,
  medianResolutionMs: 260_000,
  completed: 35,
  open: 1,
};

export const listHumanAgentsOperation = defineOperation({
  id: "listHumanAgents",
  method: "GET",
  path: "/api/v1/human-agents",
  tag,
  summary: "List people",
  description: "All who take calls that an agent should not handle alone, by name, with whether they are available.",
  scope: "people.read",
  response: HumanAgentList,
  examples: { response: { humanAgents: [PERSON] } },
});

export const createHumanAgentOperation = defineOperation({
  id: "createHumanAgent",
  method: "POST",
  path: "/api/v1/human-agents",
  tag,
  summary: "Add a person",
  description: "They are available at once, within their hours of duty.",
  scope: "people.write",
  body: HumanAgentProfile,
  response: HumanAgentResource,
  status: 201,
  once: true,
  refusals: [409],
  examples: { body: PROFILE, response: PERSON },
});

export const getHumanAgentOperation = defineOperation({
  id: "getHumanAgent",
  method: "GET",
  path: "/api/v1/human-agents/{humanAgentId}",
  tag,
  summary: "Get a person",
  scope: "people.read",
  params: HumanAgentParams,
  response: HumanAgentResource,
  refusals: [404],
  examples: { response: PERSON },
});

export const updateHumanAgentOperation = defineOperation({
  id: "updateHumanAgent",
  method: "PUT",
  path: "/api/v1/human-agents/{humanAgentId}",
  tag,
  summary: "Replace a person's profile",
  scope: "people.write",
  params: HumanAgentParams,
  body: HumanAgentProfile,
  response: HumanAgentResource,
  refusals: [404, 409],
  examples: { body: PROFILE, response: PERSON },
});

export const deleteHumanAgentOperation = defineOperation({
  id: "deleteHumanAgent",
  method: "DELETE",
  path: "/api/v1/human-agents/{humanAgentId}",
  tag,
  summary: "Remove a person",
  description: "No escalation goes to them any more. Refused while they are in a call.",
  scope: "people.write",
  params: HumanAgentParams,
  response: z.strictObject({ id: z.uuid() }),
  refusals: [404, 409],
  examples: { response: { id: HUMAN_AGENT_ID } },
});

export const setAvailabilityOperation = defineOperation({
  id: "setHumanAgentAvailability",
  method: "PATCH",
  path: "/api/v1/human-agents/{humanAgentId}/availability",
  tag,
  summary: "Put a person on duty or take them off it",
  description: "Whether they are busy is set by their calls alone: who is in one stays in it.",
  scope: "people.write",
  params: HumanAgentParams,
  body: SetAvailabilityInput,
  response: HumanAgentResource,
  refusals: [404],
  examples: { body: { onDuty: false }, response: { ...PERSON, status: "offline" } },
});

export const humanAgentUsageOperation = defineOperation({
  id: "getHumanAgentUsage",
  method: "GET",
  path: "/api/v1/human-agents/{humanAgentId}/usage",
  tag,
  summary: "What a person was asked and did",
  scope: "people.read",
  params: HumanAgentParams,
  query: HumanAgentUsageQuery,
  response: HumanAgentUsage,
  refusals: [404],
  examples: { response: USAGE },
});
