import { z } from "zod";
import {
  AnswerQuestionInput,
  EscalationPage,
  ListEscalationsQuery,
  QuestionList,
  ResolutionTimes,
  ResolutionTimesQuery,
} from "@/lib/contracts/escalation-lists";
import { ColleagueQuestion, EscalationResource } from "@/lib/contracts/escalations";
import { CompleteEscalationInput, UpdateEscalationInput } from "@/lib/contracts/escalation-changes";
import { defineOperation } from "../operation";
import { BUSINESS_ID, CALL_ID, HUMAN_AGENT_ID } from "./example-values";

const tag = "Escalations";
const ESCALATION_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b101";
const OFFER_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b102";
const QUESTION_ID = "019a9e10-7c11-7b52-8e0f-51f3a1c2b103";

const EscalationParams = z.strictObject({
  escalationId: z.string().meta({ description: "The escalation's id.", example: ESCALATION_ID }),
});
const OfferParams = z.strictObject({
  offerId: z.string().meta({ description: "Of `offers` of an escalation: who is being asked.", example: OFFER_ID }),
});
const QuestionParams = z.strictObject({
  questionId: z.string().meta({ description: "The question's id.", example: QUESTION_ID }),
});

const SUMMARY = {
  id: ESCALATION_ID,
  callId: CALL_ID,
  businessId: BUSINESS_ID,
  businessName: "Bright Dental",
  agentName: "Front desk",
  caller: "+14155550134",
  cause: "asked",
  reason: "The caller asked for a person",
  priority: "normal",
  mode: "warm",
  target: { kind: "queue", department: null },
  state: "in_progress",
  ringing: null,
  humanAgentId: HUMAN_AGENT_ID,
  humanAgentName: "Anna Ruiz",
  acceptedVia: "phone",
  resolution: null,
  callbackNumber: null,
  createdAt: "2026-11-20T17:01:00.000Z",
  acceptedAt: "2026-11-20T17:01:12.000Z",
  connectedAt: "2026-11-20T17:01:16.000Z",
  releasedAt: null,
  settledAt: null,
  reopenedAt: null,
  resolutionMs: null,
};
const ESCALATION = {
  ...SUMMARY,
  packet: {
    summary: "A crown fell out this morning. She asks whether she can come today.",
    keyPoints: ["She is a patient since 2021"],
    customer: { number: "+14155550134", name: "Maya Torres", notes: [] },
    issue: "A crown fell out",
    earlierContacts: [],
    knowledgeUsed: [{ title: "Emergencies", text: "Emergencies are seen on the same day.", url: null }],
    promises: ["A colleague calls back today"],
    actionItems: ["Find a time today"],
    priority: "normal",
    reason: "The caller asked for a person",
    language: "en-US",
  },
  offers: [
    {
      id: OFFER_ID,
      humanAgentId: HUMAN_AGENT_ID,
      humanAgentName: "Anna Ruiz",
      state: "accepted",
      ringsPhone: true,
      offeredAt: "2026-11-20T17:01:01.000Z",
      ringsUntil: "2026-11-20T17:01:21.000Z",
      endedAt: "2026-11-20T17:01:12.000Z",
    },
  ],
};
const COMPLETED = {
  ...ESCALATION,
  state: "completed",
  resolution: "Seen at three",
  releasedAt: "2026-11-20T17:04:00.000Z",
  settledAt: "2026-11-20T17:05:00.000Z",
  resolutionMs: 240_000,
};
const QUESTION = {
  id: QUESTION_ID,
  callId: CALL_ID,
  businessId: BUSINESS_ID,
  businessName: "Bright Dental",
  agentName: "Front desk",
  caller: "+14155550134",
  question: "May a patient bring a dog?",
  options: ["Yes, a small one", "No"],
  state: "open",
  askedAt: "2026-11-20T17:01:00.000Z",
  expiresAt: "2026-11-20T17:01:30.000Z",
  answer: null,
  answeredByName: null,
};

export const listEscalationsOperation = defineOperation({
  id: "listEscalations",
  method: "GET",
  path: "/api/v1/escalation",
  tag,
  summary: "List escalations",
  description:
    "Newest first; the context packet and who was asked are with each one. `waiting`: a person is looked for · `in_progress`: one has taken it · `callback`: somebody has to get back to the caller · " +
    "`abandoned`: the caller hung up first · `completed`.",
  scope: "escalations.read",
  query: ListEscalationsQuery,
  response: EscalationPage,
  examples: { response: { escalations: [SUMMARY], nextCursor: null } },
});

export const resolutionTimesOperation = defineOperation({
  id: "getResolutionTimes",
  method: "GET",
  path: "/api/v1/escalation/times",
  tag,
  summary: "Get how long escalations took until they were settled",
  scope: "escalations.read",
  query: ResolutionTimesQuery,
  response: ResolutionTimes,
  examples: {
    response: {
      days: 30,
      states: [
        { state: "completed", count: 24, medianMs: 222_000, meanMs: 310_000 },
        { state: "abandoned", count: 3, medianMs: 41_000, meanMs: 44_000 },
      ],
    },
  },
});

export const getEscalationOperation = defineOperation({
  id: "getEscalation",
  method: "GET",
  path: "/api/v1/escalation/{escalationId}",
  tag,
  summary: "Get an escalation with its context packet",
  scope: "escalations.read",
  params: EscalationParams,
  response: EscalationResource,
  refusals: [404],
  examples: { response: ESCALATION },
});

export const updateEscalationOperation = defineOperation({
  id: "updateEscalation",
  method: "PUT",
  path: "/api/v1/escalation/{escalationId}",
  tag,
  summary: "Change an escalation",
  description:
    "What is not given stays. Who looks after it cannot be changed while the call goes on: have the call transferred instead (`escalateCall`).",
  scope: "escalations.handle",
  params: EscalationParams,
  body: UpdateEscalationInput,
  response: EscalationResource,
  refusals: [404, 409],
  examples: { body: { priority: "high" }, response: { ...ESCALATION, priority: "high" } },
});

export const completeEscalationOperation = defineOperation({
  id: "completeEscalation",
  method: "POST",
  path: "/api/v1/escalation/{escalationId}/complete",
  tag,
  summary: "Settle an escalation",
  scope: "escalations.handle",
  params: EscalationParams,
  body: CompleteEscalationInput,
  response: EscalationResource,
  refusals: [404, 409],
  examples: { body: { resolution: COMPLETED.resolution }, response: COMPLETED },
});

export const reopenEscalationOperation = defineOperation({
  id: "reopenEscalation",
  method: "POST",
  path: "/api/v1/escalation/{escalationId}/reopen",
  tag,
  summary: "Open a settled escalation again",
  description: "It is then waiting for a call back.",
  scope: "escalations.handle",
  params: EscalationParams,
  response: EscalationResource,
  refusals: [404, 409],
  examples: {
    response: {
      ...COMPLETED,
      state: "callback",
      callbackNumber: ESCALATION.caller,
      settledAt: null,
      resolutionMs: null,
      reopenedAt: "2026-11-20T18:00:00.000Z",
    },
  },
});

const answering = {
  method: "POST",
  tag,
  scope: "escalations.handle",
  params: OfferParams,
  response: EscalationResource,
  refusals: [404, 409, 503],
} as const;

export const acceptOfferOperation = defineOperation({
  ...answering,
  id: "acceptOffer",
  path: "/api/v1/escalation/offers/{offerId}/accept",
  summary: "Take the call that rings at you",
  description: "By the person it rings at, or a supervisor; the caller's sound is then connected in the browser.",
  sessionOnly: true,
  examples: { response: { ...ESCALATION, acceptedVia: "browser", connectedAt: null } },
});

export const declineOfferOperation = defineOperation({
  ...answering,
  id: "declineOffer",
  path: "/api/v1/escalation/offers/{offerId}/decline",
  summary: "Pass on the call that rings at somebody",
  description: "The next person is asked.",
  examples: {
    response: {
      ...ESCALATION,
      state: "waiting",
      humanAgentId: null,
      humanAgentName: null,
      acceptedVia: null,
      acceptedAt: null,
      connectedAt: null,
      offers: [{ ...ESCALATION.offers[0], state: "declined" }],
    },
  },
});

export const listQuestionsOperation = defineOperation({
  id: "listQuestions",
  method: "GET",
  path: "/api/v1/questions",
  tag,
  summary: "List the questions that callers wait for",
  description: "What agents ask their colleagues in the middle of a call, the oldest first.",
  scope: "questions.answer",
  response: QuestionList,
  examples: { response: { questions: [QUESTION] } },
});

export const answerQuestionOperation = defineOperation({
  id: "answerQuestion",
  method: "POST",
  path: "/api/v1/questions/{questionId}/answer",
  tag,
  summary: "Answer an agent's question",
  description: "The first answer counts; the agent tells it to the caller.",
  scope: "questions.answer",
  params: QuestionParams,
  body: AnswerQuestionInput,
  response: ColleagueQuestion,
  refusals: [404, 409, 503],
  examples: {
    body: { answer: "Yes, a small one" },
    response: { ...QUESTION, state: "answered", answer: "Yes, a small one", answeredByName: "Anna Ruiz" },
  },
});
