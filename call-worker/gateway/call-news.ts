import type { CallEvent } from "@/lib/contracts/live/events";
import type { PublicEvent } from "@/lib/contracts/live/socket";
import { sentimentLabel } from "@/lib/domain/sentiment/sentiment-label";
import type { Clock } from "../ports/clock";
import { createThrottle } from "./throttle";

type News = Extract<PublicEvent, { name: "interaction.added" | "sentiment.changed" | "qa.score.updated" }>;

const SENTIMENT_EVERY_MS = 500;
/** Nobody speaks faster; what comes beyond that in one call is on its page, and is not news. */
const MOST_INTERACTIONS = 4;
const INTERACTIONS_WITHIN_MS = 1_000;

export type CallNews = {
  /** A call's fact, as it happens. */
  note(organizationId: string, event: CallEvent): void;
  close(): void;
};

/** What an organization hears of all its calls' conversations: each thing said, and how callers sound; a few a second of one call at most. */
export function createCallNews(clock: Clock, send: (organizationId: string, news: News) => void): CallNews {
  const lately = new Map<string, number[]>();
  const sounds = createThrottle<{ organizationId: string; news: News }>({
    everyMs: SENTIMENT_EVERY_MS,
    clock,
    send: (_callId, { organizationId, news }) => send(organizationId, news),
  });

  const scores = createThrottle<{ organizationId: string; news: News }>({
    everyMs: SENTIMENT_EVERY_MS,
    clock,
    send: (_callId, { organizationId, news }) => send(organizationId, news),
  });

  const mayTell = (callId: string): boolean => {
    const now = clock.now();
    const times = (lately.get(callId) ?? []).filter((at) => now - at < INTERACTIONS_WITHIN_MS);
    if (times.length >= MOST_INTERACTIONS) return false;
    lately.set(callId, [...times, now]);
    return true;
  };
  const said = (organizationId: string, callId: string, turnId: string, speaker: string, text: string) => {
    if (text.trim() === "" || !mayTell(callId)) return;
    send(organizationId, { name: "interaction.added", data: { callId, turnId, speaker, text } });
  };

  return {
    note(organizationId, { callId, body }) {
      if (body.type === "segment.final") said(organizationId, callId, body.turnId, body.speaker, body.text);
      else if (body.type === "answer.ended") said(organizationId, callId, body.turnId, "agent", body.heardText);
      else if (body.type === "sentiment.scored") {
        const { compound } = body;
        const data = { callId, compound, label: sentimentLabel(compound) };
        sounds.push(callId, { organizationId, news: { name: "sentiment.changed", data } });
      } else if (body.type === "score.updated" && body.overall !== null) {
        const data = { callId, overall: body.overall };
        scores.push(callId, { organizationId, news: { name: "qa.score.updated", data } });
      } else if (body.type === "call.ended") {
        lately.delete(callId);
        sounds.drop(callId);
        scores.drop(callId);
      }
    },
    close() {
      sounds.close();
      scores.close();
    },
  };
}
