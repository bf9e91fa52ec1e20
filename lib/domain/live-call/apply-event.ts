import { followsSeq } from "@/lib/contracts/live/call-seq";
import type { KnowledgePassage } from "@/lib/contracts/knowledge-passages";
import { AGENT_FLOOR, type CallFloor, type SupervisorAction } from "@/lib/contracts/live/steering";
import { isWrong } from "@/lib/domain/proof/judge-outcome";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";
import { floorAfter } from "./floor-after";
import { answeredWords, movedWords } from "./step-in-words";
import type { CallEvent, CallEventBody, TurnMetrics, TurnSource } from "@/lib/contracts/live/events";

type Body<T extends CallEventBody["type"]> = Extract<CallEventBody, { type: T }>;

export type ToolUse = {
  /** How people know it, of a tool that the business made itself. */
  title?: string | undefined;
  toolCallId: string;
  name: string;
  input: Record<string, unknown>;
  state: "running" | "ok" | "failed";
  output: unknown;
  durationMs: number | null;
};

/** One row of the transcript. `written` answers have no heard text yet. */
export type TranscriptItem =
  | {
      kind: "said";
      key: string;
      turnId: string;
      speaker: "caller" | "human";
      /** Of somebody of the team; null for the caller, and where it is not known. */
      name: string | null;
      text: string;
      startMs: number;
      endMs: number;
      source: TurnSource;
    }
  | {
      kind: "answer";
      key: string;
      turnId: string;
      text: string;
      purpose: Body<"answer.written">["kind"];
      model: string | null;
      /** Null while it is being spoken. */
      outcome: {
        heardText: string;
        heardFraction: number;
        interrupted: boolean;
        startMs: number;
        endMs: number;
        metrics: TurnMetrics;
      } | null;
    }
  | { kind: "tools"; key: string; turnId: string; uses: readonly ToolUse[] }
  | {
      kind: "knowledge";
      key: string;
      turnId: string;
      origin: "turn" | "tool";
      query: string;
      passages: readonly KnowledgePassage[];
      /** The sentence that rests on a passage, by the passage's `chunkId`. */
      cited: Readonly<Record<string, string>>;
      tookMs: number;
      problem: string | null;
    }
  /** Somebody of the team stepped in or out. `atMs` counts as the times of speech do; null before the line was there. */
  | { kind: "acted"; key: string; action: SupervisorAction; name: string; text: string; atMs: number | null }
  | { kind: "note"; key: string; tone: "info" | "warning" | "danger"; text: string; at: string };

/** How a turn of the caller sounds, -1 to 1, and when that was told, ISO 8601. */
export type SentimentPoint = { at: string; turnId: string; compound: number };

export type LiveCall = {
  lastSeq: number;
  phase: "waiting" | "connected" | "ended";
  started: Body<"call.started"> | null;
  ended: Body<"call.ended"> | null;
  floor: CallFloor;
  /** Who of the team took over last: whose words a person's are. */
  person: string | null;
  /** When the first media stream came, ISO 8601: the zero of all times of speech. */
  connectedAt: string | null;
  sentiment: readonly SentimentPoint[];
  /** Whether sound is being kept; null: it never was. */
  recording: "on" | "stopped" | null;
  /** What the caller gives in secret at this moment. */
  capturing: Body<"capture.started">["what"] | null;
  findings: readonly Body<"finding.noted">["finding"][];
  score: { overall: number | null; components: Readonly<Record<string, number | null>> } | null;
  /** What the agent said is done, and whether it was. */
  claims: readonly Body<"claim.checked">[];
  /** What was read back from systems of record of what was done, and when. */
  outcomes: readonly (Body<"outcome.checked"> & { at: string })[];
  items: readonly TranscriptItem[];
};

export const newLiveCall: LiveCall = {
  lastSeq: 0,
  phase: "waiting",
  started: null,
  ended: null,
  floor: AGENT_FLOOR,
  person: null,
  connectedAt: null,
  sentiment: [],
  recording: null,
  capturing: null,
  findings: [],
  score: null,
  claims: [],
  outcomes: [],
  items: [],
};

/**
 * The state of a call after one more event. Only the event that directly follows counts: a duplicate or one after a gap changes
 * nothing; close a gap by asking again from `lastSeq`. The same function serves worker, server render and browser.
 */
export function applyCallEvent(call: LiveCall, event: CallEvent): LiveCall {
  if (!followsSeq(call.lastSeq, event.seq)) return call;
  return { ...step(call, event), lastSeq: event.seq };
}

/** The same where events come in order and some are never shown: a number that is missing is not waited for. */
export function applyShownEvent(call: LiveCall, event: CallEvent): LiveCall {
  if (event.seq <= call.lastSeq) return call;
  return { ...step(call, event), lastSeq: event.seq };
}

/** Rebuilds a call from stored events, ordered by `seq`, tolerating numbers that are missing for good (a lost worker's tail). */
export function replayCall(events: readonly CallEvent[]): LiveCall {
  return events.reduce((call, event) => ({ ...step(call, event), lastSeq: event.seq }), newLiveCall);
}

function step(before: LiveCall, { body, seq, at }: CallEvent): LiveCall {
  const call = { ...before, floor: floorAfter(before.floor, body) };
  switch (body.type) {
    case "call.started":
      return { ...call, started: body };
    case "line.connected": {
      const connected = { ...call, phase: "connected" as const, ended: null, connectedAt: call.connectedAt ?? at };
      if (call.ended) return note(connected, seq, at, "info", "The person has left; the caller is back with the agent");
      return body.resumed
        ? note(connected, seq, at, "warning", "The line moved to another worker and the call went on")
        : connected;
    }
    case "segment.final":
      return body.speaker === "agent" ? call : { ...call, items: [...call.items, said(body, call.person)] };
    case "answer.written":
      return { ...call, items: upsertAnswer(call.items, body) };
    case "answer.ended":
      return { ...call, items: endAnswer(call.items, body) };
    case "tool.called":
      return { ...call, items: startTool(call.items, body) };
    case "tool.finished":
      return { ...call, items: finishTool(call.items, body) };
    case "knowledge.retrieved":
      return { ...call, items: [...call.items, retrieved(body, seq)] };
    case "knowledge.cited":
      return { ...call, items: cite(call.items, body) };
    case "question.unanswered":
      return note(call, seq, at, "warning", `Not answered: ${body.question}`);
    case "claim.checked": {
      const claimed = { ...call, claims: [...call.claims, body] };
      return body.verdict === "not_done"
        ? note(claimed, seq, at, "danger", `Said, and not done: “${body.said}”`)
        : claimed;
    }
    case "outcome.checked": {
      const read = { ...call, outcomes: [...call.outcomes, { ...body, at }] };
      return isWrong(body.verdict)
        ? note(read, seq, at, "danger", `${body.name.replaceAll("_", " ")}: ${WORDS_OF_OUTCOME[body.verdict]}`)
        : read;
    }
    case "tool.withheld":
      return body.confirmed ? call : note(call, seq, at, "warning", withheldWords(body.name));
    case "silence.prompted":
      return note(call, seq, at, "info", body.count === 1 ? "The caller was silent" : "The caller was silent again");
    case "answering_machine.detected":
      return note(call, seq, at, "info", `Answered by: ${body.result.replaceAll("_", " ")}`);
    case "vendor.failed":
      return note(call, seq, at, "danger", `${body.message.replace(/\.$/, "")}. ${body.consequence}`);
    case "vendor.recovered":
      return note(
        call,
        seq,
        at,
        "warning",
        `${capital(body.part)} recovered after ${(body.gapMs / 1000).toFixed(1)} s`,
      );
    case "caller.looked_up":
      return body.known.length === 0
        ? call
        : note(call, seq, at, "info", `Known of this number: ${body.known.map(({ text }) => text).join(" ")}`);
    case "message.taken":
      return note(call, seq, at, "info", `Message taken from ${body.callerName}`);
    case "text.sent":
      return note(call, seq, at, "info", `Texted to the caller: ${body.text}`);
    case "call.transferring":
      return note(call, seq, at, "info", `Transferring: ${body.why}`);
    case "call.ended":
      return { ...call, phase: "ended", ended: body };
    case "supervisor.acted":
      return acted(call, seq, at, body);
    case "escalation.raised":
      return note(call, seq, at, "warning", `Needs a person: ${body.reason}`);
    case "escalation.moved":
      return note(call, seq, at, body.to === "nobody" ? "warning" : "info", movedWords(body));
    case "callback.promised":
      return note(call, seq, at, "warning", `A call back was promised: ${body.reason}`);
    case "colleague.asked":
      return note(call, seq, at, "info", `Asked a colleague: ${body.question}`);
    case "colleague.answered":
      return note(call, seq, at, body.answer === null ? "warning" : "info", answeredWords(body));
    case "sentiment.scored":
      return { ...call, sentiment: [...call.sentiment, { at, turnId: body.turnId, compound: body.compound }] };
    case "recording.started":
      return { ...call, recording: "on" };
    case "recording.stopped": {
      const stopped = { ...call, recording: "stopped" as const };
      // Who of the team stopped it is told by what they did.
      if (body.reason === "ended" || body.reason === "by_supervisor") return stopped;
      return note(stopped, seq, at, "warning", STOPPED_WORDS[body.reason]);
    }
    case "capture.started":
      return note(
        { ...call, capturing: body.what },
        seq,
        at,
        "info",
        `${CAPTURE_WORDS[body.what]}: given in secret from here`,
      );
    case "capture.ended":
      return note(
        { ...call, capturing: null },
        seq,
        at,
        body.got === null ? "warning" : "info",
        `${CAPTURE_WORDS[body.what]}: ${body.got === null ? "not given" : "received, and written down nowhere"}`,
      );
    case "finding.noted":
      return { ...call, findings: [...call.findings, body.finding] };
    case "score.updated":
      return { ...call, score: { overall: body.overall, components: body.components } };
    case "line.closed":
    case "notice.given":
    case "barge_in.committed":
    case "barge_in.dismissed":
    case "model.chosen":
    case "keypad.pressed":
    case "history.summarised":
      return call;
  }
}

const STOPPED_WORDS = {
  refused: "The caller does not want to be recorded: nothing is kept",
  asked: "The caller asked to stop the recording",
  failed: "The recording failed and ended here",
} as const;

const CAPTURE_WORDS = {
  card_number: "Card number",
  card_code: "Card's security code",
  account_number: "Account number",
  pin: "PIN",
} as const;

const withheldWords = (name: string): string =>
  `Material it read asked for ${name.replaceAll("_", " ")}, and the caller's own words did not: it was not done`;

function retrieved(body: Body<"knowledge.retrieved">, seq: number): TranscriptItem {
  const { turnId, origin, query, passages, tookMs, problem } = body;
  return { kind: "knowledge", key: `knowledge-${seq}`, turnId, origin, query, passages, cited: {}, tookMs, problem };
}

/** Marks the passages where they were given last. */
function cite(items: readonly TranscriptItem[], { citations }: Body<"knowledge.cited">): TranscriptItem[] {
  const marked = [...items];
  for (const { chunkId, sentence } of citations) {
    const at = marked.findLastIndex(
      (item) => item.kind === "knowledge" && item.passages.some((passage) => passage.chunkId === chunkId),
    );
    const item = marked[at];
    if (item?.kind === "knowledge") marked[at] = { ...item, cited: { ...item.cited, [chunkId]: sentence } };
  }
  return marked;
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);

function note(call: LiveCall, seq: number, at: string, tone: "info" | "warning" | "danger", text: string): LiveCall {
  return { ...call, items: [...call.items, { kind: "note", key: `note-${seq}`, tone, text, at }] };
}

function acted(call: LiveCall, seq: number, at: string, body: Body<"supervisor.acted">): LiveCall {
  const { action, name, text } = body;
  const atMs = call.connectedAt === null ? null : Math.max(0, Date.parse(at) - Date.parse(call.connectedAt));
  const person = action === "take_over" ? name : call.person;
  return { ...call, person, items: [...call.items, { kind: "acted", key: `acted-${seq}`, action, name, text, atMs }] };
}

function said(body: Body<"segment.final">, person: string | null): TranscriptItem {
  const { turnId, text, startMs, endMs, source } = body;
  const who =
    body.speaker === "human"
      ? ({ speaker: "human", name: person } as const)
      : ({ speaker: "caller", name: null } as const);
  return { kind: "said", key: body.segmentId, turnId, ...who, text, startMs, endMs, source };
}

function upsertAnswer(items: readonly TranscriptItem[], body: Body<"answer.written">): TranscriptItem[] {
  const item: TranscriptItem = {
    kind: "answer",
    key: `answer-${body.turnId}`,
    turnId: body.turnId,
    text: body.text,
    purpose: body.kind,
    model: body.model,
    outcome: null,
  };
  const known = items.some((other) => other.key === item.key);
  return known ? items.map((other) => (other.key === item.key ? item : other)) : [...items, item];
}

function endAnswer(items: readonly TranscriptItem[], body: Body<"answer.ended">): TranscriptItem[] {
  const { heardText, heardFraction, interrupted, startMs, endMs, metrics } = body;
  const outcome = { heardText, heardFraction, interrupted, startMs, endMs, metrics };
  const key = `answer-${body.turnId}`;
  if (!items.some((item) => item.key === key)) {
    return [
      ...items,
      { kind: "answer", key, turnId: body.turnId, text: body.text, purpose: "answer", model: null, outcome },
    ];
  }
  return items.map((item) =>
    item.kind === "answer" && item.key === key ? { ...item, text: body.text, outcome } : item,
  );
}

function startTool(items: readonly TranscriptItem[], body: Body<"tool.called">): TranscriptItem[] {
  const use: ToolUse = {
    toolCallId: body.toolCallId,
    name: body.name,
    title: body.title,
    input: body.input,
    state: "running",
    output: null,
    durationMs: null,
  };
  const last = items.at(-1);
  if (last?.kind === "tools" && last.turnId === body.turnId) {
    return [...items.slice(0, -1), { ...last, uses: [...last.uses, use] }];
  }
  return [...items, { kind: "tools", key: `tools-${body.toolCallId}`, turnId: body.turnId, uses: [use] }];
}

function finishTool(items: readonly TranscriptItem[], body: Body<"tool.finished">): TranscriptItem[] {
  return items.map((item) =>
    item.kind === "tools"
      ? {
          ...item,
          uses: item.uses.map((use) =>
            use.toolCallId === body.toolCallId
              ? {
                  ...use,
                  state: body.ok ? ("ok" as const) : ("failed" as const),
                  output: body.output,
                  durationMs: body.durationMs,
                }
              : use,
          ),
        }
      : item,
  );
}
