import { AgentConfig } from "@/lib/contracts/agent-config";
import { AGENT_ID, BUSINESS_ID, NUMBER_ID, VERSION_ID } from "./example-values";

/** One agent, told of by every example. */

export const AGENT_CONFIG = AgentConfig.parse({
  greeting: "How can I help you today?",
  disclosure: { enabled: true, text: "Bright Dental, this is Ava, the practice's AI assistant." },
  instructions: {
    persona: "You are Ava, the front desk of Bright Dental.",
    goals: ["Find out what the caller needs before you offer anything."],
    mustNever: ["Never give medical advice."],
    facts: ["A check-up with cleaning is 145 dollars."],
  },
});

const PUBLISHED = {
  id: VERSION_ID,
  number: 3,
  note: "Mentions the summer offer",
  publishedAt: "2026-11-20T17:00:00.000Z",
  publishedBy: "Maya Chen",
};

export const VERSION = { ...PUBLISHED, state: "published" as const, restoredFrom: null, retiredAt: null, calls: 412 };

export const AGENT_SUMMARY = {
  id: AGENT_ID,
  businessId: BUSINESS_ID,
  businessName: "Bright Dental",
  name: "Front desk",
  description: "Answers the main line.",
  state: "published" as const,
  published: PUBLISHED,
  hasChanges: true,
  phoneNumbers: [{ id: NUMBER_ID, e164: "+14155550100", label: "Main line" }],
  callsToday: 12,
  createdAt: "2026-10-01T09:00:00.000Z",
  archivedAt: null,
};

export const AGENT = {
  ...AGENT_SUMMARY,
  draft: {
    config: AGENT_CONFIG,
    revision: 8,
    nextNumber: 4,
    changes: [
      {
        revision: 8,
        kind: "saved" as const,
        at: "2026-11-20T18:02:11.000Z",
        byId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b009",
        byName: "Maya Chen",
        what: ["Greeting"],
      },
    ],
  },
};

export const AGENT_FILE = {
  format: "aybiza.agent" as const,
  formatVersion: 1 as const,
  name: "Front desk",
  description: "Answers the main line.",
  config: AGENT_CONFIG,
};

const MODELS = [
  {
    tier: "fast" as const,
    model: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
    tokens: 1480,
    countedBy: "model" as const,
    minCachedTokens: 4096,
    isCached: false,
    warmed: false,
    problem: null,
  },
];

export const TRAINING = {
  agentId: AGENT_ID,
  revision: 8,
  trainedAt: "2026-11-20T18:03:00.000Z",
  trainedBy: "Maya Chen",
  isReady: true,
  problems: [],
  prompt: [{ title: "Who it is", text: "You are Ava, the front desk of Bright Dental.", estimatedTokens: 12 }],
  facts: 1,
  models: MODELS,
};

export const STATUS = {
  agentId: AGENT_ID,
  state: "published" as const,
  answers: true,
  stopped: false,
  published: PUBLISHED,
  revision: 8,
  hasChanges: true,
  callsInProgress: 1,
  callsToday: 12,
  isReady: true,
  problems: [],
  training: {
    revision: 8,
    trainedAt: "2026-11-20T18:03:00.000Z",
    trainedBy: "Maya Chen",
    isReady: true,
    models: MODELS,
    isCurrent: true,
  },
};
