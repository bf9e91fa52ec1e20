import { type CallAttention, type StoredAttention } from "@/lib/contracts/live/attention";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import { floorAfter } from "../live-call/floor-after";
import { saysPerson, urgentWord } from "./said-words";
import { isQuestion, isSameQuestion } from "./same-question";

type Body<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }>;

const SENTIMENTS_KEPT = 12;
const QUESTIONS_KEPT = 4;
const QUESTION_CHARS = 160;

/** What speaks for a look at the call after one more fact of it. Nothing is concluded here: see `reasonsOf`. */
export function noteAttention(attention: CallAttention, { body, at }: Pick<CallEvent, "body" | "at">): CallAttention {
  const set = (change: Partial<CallAttention>): CallAttention => ({ ...attention, ...change });
  switch (body.type) {
    case "segment.final":
      return body.speaker === "caller" ? callerSaid(attention, body, at) : set(spokeLast("person", at));
    case "answer.written":
      return set({ lastSpeaker: "agent", quietSince: null });
    case "answer.ended":
      return set({
        ...spokeLast("agent", at),
        interruptions: attention.interruptions + (body.interrupted ? 1 : 0),
        ...(body.heardFraction > 0 ? works(attention, "thinking", "speaking") : {}),
      });
    case "question.unanswered":
      return set({ unanswered: attention.unanswered + 1 });
    case "tool.finished":
      if (!body.ok) return set({ toolFailures: attention.toolFailures + 1, failedTool: body.name });
      return attention.failedTool === body.name ? set({ failedTool: null }) : attention;
    case "vendor.failed":
      return set({
        vendorFailures: attention.vendorFailures + 1,
        vendorDown: attention.vendorDown ?? { part: body.part, since: at },
      });
    case "vendor.recovered":
      return set(works(attention, body.part));
    case "line.connected":
      return set(works(attention, "line"));
    case "silence.prompted":
      return set({ silencePrompts: attention.silencePrompts + 1 });
    case "sentiment.scored":
      return set({ sentiment: [...attention.sentiment, body.compound].slice(-SENTIMENTS_KEPT) });
    case "escalation.raised":
      return set({
        escalation: { id: body.escalationId, state: "waiting", reason: body.reason, since: at },
        ...(body.cause === "asked" ? { askedForPersonAt: at } : {}),
        nobodyAt: null,
      });
    case "escalation.moved":
      return escalationMoved(attention, body, at);
    case "supervisor.acted":
      return acted(attention, body, at);
    case "colleague.asked":
      return set({ questionSince: at });
    case "colleague.answered":
      return set({ questionSince: null, unanswered: attention.unanswered + (body.answer === null ? 1 : 0) });
    case "call.ended":
      return set({ quietSince: null, questionSince: null, vendorDown: null, floorSince: null, escalation: null });
    default:
      return attention;
  }
}

/** Both at once, as it is kept with the call. */
export const noteStored = (
  { floor, attention }: StoredAttention,
  event: Pick<CallEvent, "body" | "at">,
): StoredAttention => ({
  floor: floorAfter(floor, event.body),
  attention: noteAttention(attention, event),
});

/** What is seen to work again, whether anybody said so or not. */
const works = (
  { vendorDown }: CallAttention,
  ...parts: Body<"vendor.failed">["part"][]
): Pick<CallAttention, "vendorDown"> => ({
  vendorDown: vendorDown && parts.includes(vendorDown.part) ? null : vendorDown,
});

const spokeLast = (lastSpeaker: CallAttention["lastSpeaker"], at: string) => ({ lastSpeaker, quietSince: at });

function callerSaid(attention: CallAttention, { text }: Body<"segment.final">, at: string): CallAttention {
  const urgent = urgentWord(text);
  return {
    ...attention,
    ...spokeLast("caller", at),
    ...(saysPerson(text) ? { askedForPersonAt: at } : {}),
    ...(urgent === null ? {} : { urgent: { word: urgent, at } }),
    // A caller who speaks is not silent any more.
    silencePrompts: 0,
    ...works(attention, "listening"),
    ...asked(attention, text, at),
  };
}

/** The same question counts up, however it is put; what was asked twice or more is `repeated` until something else is asked. */
function asked(attention: CallAttention, text: string, at: string): Partial<CallAttention> {
  const known = attention.asked.find(({ question }) => isSameQuestion(question, text));
  if (!known && !isQuestion(text)) return {};
  const entry = known ? { ...known, times: known.times + 1 } : { question: text.slice(0, QUESTION_CHARS), times: 1 };
  return {
    asked: [...attention.asked.filter((other) => other !== known), entry].slice(-QUESTIONS_KEPT),
    repeated: entry.times > 1 ? { ...entry, at } : null,
  };
}

function escalationMoved(attention: CallAttention, { to }: Body<"escalation.moved">, at: string): CallAttention {
  const { escalation } = attention;
  switch (to) {
    case "accepted":
      return {
        ...lookedAfter(attention),
        escalation: escalation && { ...escalation, state: "in_progress", since: at },
      };
    case "nobody":
      return { ...attention, escalation: null, nobodyAt: at };
    case "withdrawn":
      return { ...attention, escalation: null };
    default:
      return attention;
  }
}

function acted(attention: CallAttention, { action }: Body<"supervisor.acted">, at: string): CallAttention {
  switch (action) {
    case "take_over":
      return { ...lookedAfter(attention), floorSince: at };
    case "pause":
      return { ...attention, floorSince: at };
    case "resume":
    case "give_back":
    case "connection_lost":
      return {
        ...attention,
        floorSince: null,
        escalation: attention.escalation?.state === "in_progress" ? null : attention.escalation,
      };
    default:
      return attention;
  }
}

/** Somebody is there: what called for them is answered by that. */
const lookedAfter = (attention: CallAttention): CallAttention => ({
  ...attention,
  askedForPersonAt: null,
  urgent: null,
  repeated: null,
  asked: [],
  unanswered: 0,
  failedTool: null,
  silencePrompts: 0,
  nobodyAt: null,
});
