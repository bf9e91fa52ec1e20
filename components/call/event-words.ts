import { actedWords, answeredWords, movedWords } from "@/lib/domain/live-call/step-in-words";
import type { CallEventBody } from "@/lib/contracts/live/events";
import { versionWords } from "./call-words";
import { formatSpan } from "@/components/format/duration";

const CLAIM_VERDICTS = { done: "done", told: "people said so", not_done: "not done" } as const;

/** The gist of an event in one line. */
export function eventWords(body: CallEventBody): string {
  switch (body.type) {
    case "call.started":
      return `${body.from} → ${body.to}, ${body.agentName} ${versionWords(body.agentVersion)}`;
    case "line.connected":
      return body.resumed ? "resumed on another worker" : body.streamSid;
    case "line.closed":
      return body.reason;
    case "notice.given":
      return body.kind;
    case "segment.final":
      return `${body.speaker}: ${body.text}`;
    case "answer.written":
      return `${body.kind}: ${body.text}`;
    case "answer.ended":
      return body.interrupted ? `interrupted after: ${body.heardText || "nothing"}` : `heard: ${body.heardText}`;
    case "barge_in.committed":
    case "barge_in.dismissed":
      return body.reason.replaceAll("_", " ");
    case "tool.called":
      return body.title ?? body.name;
    case "tool.finished":
      return `${body.name} ${body.ok ? "answered" : "failed"} after ${formatSpan(body.durationMs)}`;
    case "knowledge.retrieved":
      return `${body.passages.length === 0 ? "nothing" : body.passages.map(({ title }) => title).join(", ")} for: ${body.query}`;
    case "knowledge.cited":
      return body.citations.map(({ sentence }) => sentence).join(" ");
    case "claim.checked":
      return `${body.said} (${CLAIM_VERDICTS[body.verdict]})`;
    case "outcome.checked":
      return `${body.said ?? body.name.replaceAll("_", " ")} (${body.verdict.replaceAll("_", " ")})`;
    case "question.unanswered":
      return body.question;
    case "tool.withheld":
      return `${body.name} ${body.confirmed ? "was wanted all the same" : "was not used"}`;
    case "supervisor.acted":
      return [actedWords(body), body.text].filter(Boolean).join(": ");
    case "sentiment.scored":
      return body.compound.toFixed(2);
    case "recording.started":
      return "both sides are kept";
    case "recording.stopped":
      return body.reason.replaceAll("_", " ");
    case "capture.started":
      return body.what.replaceAll("_", " ");
    case "capture.ended":
      return body.got === null ? "given up" : `${body.got} digits`;
    case "finding.noted":
      return `${body.finding.ruleName}: ${body.finding.what}`;
    case "score.updated":
      return body.overall === null ? "nothing to score yet" : `${Math.round(body.overall * 100)} %`;
    case "escalation.raised":
      return body.reason;
    case "escalation.moved":
      return movedWords(body);
    case "callback.promised":
      return [body.number, body.reason].filter(Boolean).join(": ");
    case "colleague.asked":
      return `${body.question} ${body.options.join(" / ")}`;
    case "colleague.answered":
      return answeredWords(body);
    case "caller.looked_up":
      return [body.known.map(({ text }) => text).join(" ") || "nothing known", body.problem, formatSpan(body.tookMs)]
        .filter(Boolean)
        .join(" · ");
    case "message.taken":
      return `${body.callerName}: ${body.text}`;
    case "text.sent":
      return `${body.what}: ${body.text}`;
    case "model.chosen":
      return `${body.model}: ${body.why}`;
    case "silence.prompted":
      return `for the ${body.count === 1 ? "first" : body.count === 2 ? "second" : `${body.count}th`} time`;
    case "keypad.pressed":
      return `${body.digits.length} ${body.digits.length === 1 ? "key" : "keys"}`;
    case "answering_machine.detected":
      return body.result.replaceAll("_", " ");
    case "vendor.failed":
      return `${body.part}: ${body.message}`;
    case "vendor.recovered":
      return `${body.part} after ${formatSpan(body.gapMs)}`;
    case "history.summarised":
      return `${body.turns} turns`;
    case "call.transferring":
      return `to ${body.to}: ${body.why}`;
    case "call.ended":
      return body.reason;
  }
}
