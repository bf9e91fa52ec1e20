import type { EscalationTrigger, QualityCheck, QualityComponent } from "@/lib/contracts/business-settings";
import type { BusinessTypeName } from "./business-draft";

export const TYPE_WORDS: Record<BusinessTypeName, { label: string; means: string }> = {
  customer_support: {
    label: "Customer support",
    means: "Answers questions, takes down problems, gets a person when it must.",
  },
  sales: { label: "Sales", means: "Tells what you offer, finds out what callers need, passes on who is interested." },
  appointments: {
    label: "Appointments",
    means: "Takes wishes for appointments and answers questions about the visit.",
  },
  custom: {
    label: "Something else",
    means: "A plain receptionist that answers and takes messages. You shape the rest.",
  },
};

export const COMPONENT_WORDS: Record<QualityComponent, { label: string; means: string }> = {
  sentiment: { label: "Mood", means: "How the caller felt, and whether it got better or worse." },
  compliance: { label: "Rules", means: "Whether the agent kept to your rules and said what the law wants." },
  accuracy: { label: "Accuracy", means: "Whether all it said was true: facts, hours, prices, names." },
  professionalism: { label: "Manner", means: "Whether it was polite, clear and to the point." },
};

export const CHECK_WORDS: Record<QualityCheck, { label: string; means: string }> = {
  ai_disclosed: { label: "It said that it is an AI", means: "At the start of the call." },
  recording_announced: { label: "It said that the call is recorded", means: "Before anything else was said." },
  nothing_invented: { label: "It invented nothing", means: "Every price, hour and policy is among what it was given." },
  nothing_promised: {
    label: "It promised nothing it did not do",
    means: "\u201cYou are booked\u201d only when something was booked.",
  },
  no_sensitive_data: {
    label: "It asked for no secrets",
    means: "No card numbers, passwords or full identity numbers.",
  },
  understood: { label: "It understood the caller", means: "The caller did not have to say things again and again." },
  closed_politely: { label: "It closed politely", means: "It said what happens next, and goodbye." },
};

export const TRIGGER_WORDS: Record<EscalationTrigger, { label: string; means: string }> = {
  asked: { label: "The caller asks for a person", means: "They say one of these words." },
  urgent: { label: "Something cannot wait", means: "They say one of these words." },
  sentiment: {
    label: "The caller is upset",
    means: "By the words of their last turn, on a scale from -1 to 1.",
  },
  unknown: { label: "The agent does not know", means: "It had to say so this many times." },
  repeated: { label: "The caller repeats themselves", means: "They had to say the same thing this many times." },
  long: { label: "The call takes long", means: "It goes on for longer than this." },
  tool: { label: "A tool fails", means: "What the agent wanted to look up or do went wrong this many times." },
  complexity: {
    label: "The matter is involved",
    means: "The caller asked this many questions that were long or had several sides.",
  },
};

/** Where on the scale of moods a figure is, in a word or two. */
export function moodWords(compound: number): string {
  if (compound <= -0.8) return "very angry";
  if (compound <= -0.5) return "clearly upset";
  if (compound <= -0.3) return "annoyed";
  if (compound <= -0.1) return "a little unhappy";
  return "not pleased";
}
