import type { AgentConfigInput } from "@/lib/contracts/agent-config";
import { findIndustry } from "../industries";
import type { BusinessKind } from "../default-settings";
import { openingIn, voiceFor } from "./spoken";

type Type = BusinessKind["type"];

/** What an agent is told that is true of its type of work, in every trade. */
type Role = {
  agentName: string;
  description: string;
  post: string;
  goals: readonly string[];
  mustNever: readonly string[];
};

const ROLES: Record<Type, Role> = {
  customer_support: {
    agentName: "Customer support",
    description: "Answers questions, takes down problems, gets a person when one is needed.",
    post: "who answers customers' questions",
    goals: [
      "Find out what the caller needs before you offer anything.",
      "Answer from what you know for certain. When you don't know, say so and take a message.",
      "When something has gone wrong, say sorry once, take it down exactly, and say what happens next.",
    ],
    mustNever: ["Never promise a refund, a discount or a date."],
  },
  sales: {
    agentName: "Sales",
    description: "Tells callers what is offered, finds out what they need, passes on who is interested.",
    post: "who tells callers what the business offers",
    goals: [
      "Find out what the caller is looking for, for whom and by when.",
      "Explain what is offered from what you know for certain, in the caller's own terms.",
      "When the caller is interested, take down name, number and what they want, so that a colleague calls back.",
    ],
    mustNever: [
      "Never press anybody, and never ask again after a no.",
      "Never promise a price, a discount or that something is available, unless it is among the facts.",
    ],
  },
  appointments: {
    agentName: "Front desk",
    description: "Takes wishes for appointments and answers questions about the visit.",
    post: "at the front desk",
    goals: [
      "Find out whether it is a new appointment, a change or a cancellation.",
      "Ask what it is about and which days and times suit; look up the opening hours before you take a wish.",
      "Take it down as a message with name and number, read the number back, and say that a colleague confirms it.",
    ],
    mustNever: [
      "Never say that something is booked, moved or cancelled: you pass wishes on, and a colleague confirms them.",
    ],
  },
  custom: {
    agentName: "Reception",
    description: "Answers the phone and takes messages.",
    post: "who answers the phone",
    goals: [
      "Find out what the caller needs.",
      "Answer from what you know for certain. When you don't know, say so and take a message.",
    ],
    mustNever: [],
  },
};

const EVERYWHERE = {
  goals: ["When everything is said, say goodbye and end the call."],
  mustNever: [
    "Never invent a price, an opening time, an address or a free slot.",
    "Never ask for card numbers, passwords or full identity numbers.",
  ],
};

export type TemplateSubject = BusinessKind & { name: string; city: string | null; languages: readonly string[] };

export type AgentDraft = { name: string; description: string; config: AgentConfigInput };

/** An agent that could answer this business's phone today, from nothing but what kind of business it is. */
export function agentDraftFor(subject: TemplateSubject): AgentDraft {
  const { name: business, city, type, languages } = subject;
  const role = ROLES[type];
  const industry = findIndustry(subject.industry);
  const language = languages[0] ?? "en-US";
  const opening = openingIn(language, type, business);
  const place = city ? ` in ${city}` : "";
  return {
    name: role.agentName,
    description: role.description,
    config: {
      greeting: opening.greeting,
      disclosure: { enabled: true, text: opening.disclosure },
      recordingNotice: { enabled: true, text: opening.recording },
      voicemailMessage: opening.voicemail,
      language,
      voice: voiceFor(language),
      instructions: {
        persona: `You are the assistant ${role.post} of ${business}${place}. You are friendly and exact, you never guess, and you speak in one or two short sentences at a time, as a good receptionist does on the telephone.`,
        goals: [...role.goals, ...(industry?.goals ?? []), ...EVERYWHERE.goals],
        mustNever: [...role.mustNever, ...(industry?.mustNever ?? []), ...EVERYWHERE.mustNever],
        facts: [],
      },
      tools: ["end_call", "get_opening_hours", "take_message"],
      keyterms: [business],
    },
  };
}
