import type { Logger } from "pino";
import type { Steerer } from "@/lib/contracts/live/steering";
import { systemContext } from "@/lib/services/context";
import { buildPacket } from "@/lib/services/escalations/build-packet";
import { closeCallsEscalations, promiseCallback } from "@/lib/services/escalations/close-call";
import { markConnected, releaseEscalation } from "@/lib/services/escalations/connect-escalation";
import { endOffer } from "@/lib/services/escalations/end-offer";
import { stopRinging } from "@/lib/services/escalations/ended-offers";
import { type Offered, offerNext } from "@/lib/services/escalations/offer-next";
import { conferenceOf, neverMet } from "@/lib/services/escalations/person-leg";
import { raiseEscalation } from "@/lib/services/escalations/raise-escalation";
import { ringPhone } from "@/lib/services/escalations/telephone";
import { withdrawSearch } from "@/lib/services/escalations/withdraw-search";
import { askColleagues } from "@/lib/services/questions/ask-colleagues";
import { expireQuestion } from "@/lib/services/questions/answer-question";
import type { ControlCommand } from "@/lib/services/workers/control-command";
import type { Clock } from "./ports/clock";
import type { AskedColleagues, People, PersonSearch, SearchProgress } from "./ports/people";

/** The call that people are looked for. */
export type CallWithPeople = {
  organizationId: string;
  callId: string;
  /** BCP 47. */
  language: string;
  /** The business's number, which a person's telephone shows; null: the caller has no carrier's line, so only screens are rung. */
  shownNumber: string | null;
};

export type PeopleDeps = { clock: Clock; log: Logger; publicCallUrl: string };

/** People, with what other processes tell of them. */
export interface CallPeople extends People {
  /** Somebody who was asked answered. False: they are not being asked for this call any more. */
  offerAnswered(answer: Extract<ControlCommand, { command: "offer" }>): boolean;
  /** A colleague answered the agent's question. False: it does not wait for an answer any more. */
  questionAnswered(answer: Extract<ControlCommand, { command: "answer" }>): boolean;
  /** `isPutThrough`: the caller goes on to the person who waits on their telephone. */
  ended(isPutThrough?: boolean): void;
  /** Another worker goes on with the call, and begins anew what goes on here. */
  letGo(): void;
}

/** Who has taken a call by telephone waits so long for the caller. */
const WAITS_ALONE_MS = 20_000;
const AGAIN_AFTER_MS = 500;
/** What the call's last events say is stored by then. */
const SETTLE_AFTER_MS = 1_500;
/** An answer is in the database before it is told here. */
const ANSWER_ON_ITS_WAY_MS = 3_000;

type Answer = {
  answer: "accepted" | "declined" | "no_answer" | "failed";
  via: "browser" | "phone";
  by: Steerer | null;
};
type Asking = { offerId: string; settle(answer: Answer): void };

/** The people of the business as one call needs them, over the escalations' and questions' services. */
export function peopleOfCall(call: CallWithPeople, deps: PeopleDeps): CallPeople {
  const { organizationId, callId, language, shownNumber } = call;
  const { clock, log } = deps;
  const now = () => clock.wallTime();
  const context = systemContext(organizationId, "call-worker", ["escalations.handle", "questions.answer"], callId);
  const questions = new Map<string, (answer: { text: string; name: string } | null) => void>();
  let asking: Asking | null = null;
  let withdrawCurrent = () => {};
  let withdrawing = Promise.resolve();
  let isPutThrough = false;
  let isOver = false;

  /** What goes on beside the call must not end it. */
  const beside = (work: Promise<unknown>, what: string) =>
    void work.catch((error: unknown) => log.warn({ err: error, callId }, what));
  const pause = (ms: number) => new Promise<void>((resolve) => void clock.setTimer(ms, resolve));

  async function search(wanted: PersonSearch, isWithdrawn: () => boolean, tell: (progress: SearchProgress) => void) {
    const { escalationId, by, ...rest } = wanted;
    // One that begins anew must not be withdrawn by what was withdrawn before.
    await withdrawing;
    await raiseEscalation(context, { escalationId, callId, by, ...rest }, now());
    if (isWithdrawn()) return;
    beside((await buildPacket(organizationId, escalationId))(), "no context packet");
    if (wanted.target.kind === "number")
      return tell({ kind: "failed", message: "A number is dialled; nobody is asked." });
    for (;;) {
      const offer = await offerNext(organizationId, escalationId, {
        byPhone: shownNumber !== null,
        language,
        now: now(),
      });
      if (offer.kind === "not_waiting") return tell({ kind: "failed", message: "It was settled meanwhile." });
      if (offer.kind === "nobody") {
        log.info({ callId, escalationId, why: offer.why }, "nobody can be asked");
        await promiseCallback(organizationId, escalationId, now());
        return tell({ kind: "nobody" });
      }
      if (isWithdrawn()) {
        await withdrawSearch(organizationId, escalationId, now());
        return;
      }
      tell({ kind: "ringing", name: offer.name });
      const answer = await answerTo(offer, isWithdrawn);
      if (answer === null || isWithdrawn()) return;
      if (answer.answer === "accepted") return tell(accepted(offer, answer, escalationId));
      tell({ kind: answer.answer === "declined" ? "declined" : "no_answer", name: offer.name });
    }
  }

  function accepted(offer: Offered, { via, by }: Answer, escalationId: string): SearchProgress {
    const { humanAgentId, userId } = offer;
    const name = by?.name ?? offer.name;
    if (via === "browser") return { kind: "accepted", via, humanAgentId, userId: by?.userId ?? userId ?? "", name };
    const { publicCallUrl } = deps;
    const giveUp = () => neverMet({ organizationId, escalationId, publicCallUrl }, now());
    clock.setTimer(WAITS_ALONE_MS, () => beside(giveUp(), "a person waits alone"));
    return { kind: "accepted", via, humanAgentId, name, conference: conferenceOf(escalationId) };
  }

  /** How the person who is asked answers, on their screen or telephone; null when the search was withdrawn meanwhile. */
  async function answerTo(offer: Offered, isWithdrawn: () => boolean): Promise<Answer | null> {
    const { offerId, phone, hasScreen } = offer;
    const told = new Promise<Answer | null>((settle) => {
      asking = { offerId, settle };
      withdrawCurrent = () => settle(null);
    });
    if (phone && shownNumber !== null) beside(ring(offer, phone, shownNumber, hasScreen), "no telephone rings");
    const answered = await Promise.race([told, rangOut(offer, isWithdrawn)]);
    asking = null;
    return answered;
  }

  async function ring(
    offer: Offered,
    to: { e164: string; extension: string | null },
    from: string,
    hasScreen: boolean,
  ) {
    const { offerId, ringsUntilMs } = offer;
    const ringSeconds = Math.max(5, Math.round((ringsUntilMs - now().getTime()) / 1000));
    const problem = await ringPhone({ organizationId, callId, offerId, to, from, ringSeconds }, deps);
    if (problem === null) return;
    log.warn({ callId, offerId, problem }, "a person's telephone was not rung");
    if (hasScreen) return;
    await endOffer(organizationId, offerId, "failed", now());
    if (asking?.offerId === offerId) asking.settle({ answer: "failed", via: "phone", by: null });
  }

  /** Resolves when the offer has rung for its time. Who picked up their telephone meanwhile has longer. */
  async function rangOut({ offerId, ringsUntilMs }: Offered, isWithdrawn: () => boolean): Promise<Answer | null> {
    let untilMs = ringsUntilMs;
    for (;;) {
      await pause(Math.max(0, untilMs - now().getTime()));
      if (isWithdrawn() || asking?.offerId !== offerId) return null;
      const ended = await endOffer(organizationId, offerId, "no_answer", now()).catch(() => null);
      if (ended?.state === "ringing" && ended.ringsUntilMs > untilMs) {
        untilMs = ended.ringsUntilMs;
        continue;
      }
      // Answered in the last moment: the answer itself is on its way, or was taken back.
      if (ended?.state === "accepted" || ended?.state === "declined") await pause(ANSWER_ON_ITS_WAY_MS);
      else if (ended)
        stopRinging(organizationId, [{ id: offerId, userId: null, providerCallSid: ended.providerCallSid }]);
      return { answer: "no_answer", via: "browser", by: null };
    }
  }

  return {
    find(wanted, onProgress) {
      let withdrawn = false;
      const isWithdrawn = () => withdrawn || isOver;
      const tell = (progress: SearchProgress) => {
        if (!isWithdrawn()) onProgress(progress);
      };
      const begin = () => search(wanted, isWithdrawn, tell);
      // Once more with the same id is the same search: one moment of trouble must not leave a caller without a person.
      const again = async (error: unknown) => {
        log.warn({ err: error, callId }, "the search for a person begins again");
        await pause(AGAIN_AFTER_MS);
        if (!isWithdrawn()) await begin();
      };
      begin()
        .catch(again)
        .catch((error: unknown) => {
          log.error({ err: error, callId }, "the search for a person failed");
          tell({ kind: "failed", message: "Nobody could be asked: the list of people is out of reach." });
        });
      return {
        withdraw() {
          if (isWithdrawn()) return;
          withdrawn = true;
          withdrawCurrent();
          withdrawing = withdrawing
            .then(() => withdrawSearch(organizationId, wanted.escalationId, now()))
            .catch((error: unknown) => log.warn({ err: error, callId }, "a search was not withdrawn"));
        },
      };
    },

    ask(asked: AskedColleagues, onAnswer) {
      const { questionId, question, options, withinMs } = asked;
      const settle = (answer: { text: string; name: string } | null) => {
        if (!questions.delete(questionId)) return;
        clock.clearTimer(timer);
        if (answer === null) beside(expireQuestion(organizationId, questionId), "a question stayed open");
        if (!isOver) onAnswer(answer);
      };
      questions.set(questionId, settle);
      const timer = clock.setTimer(withinMs, () => settle(null));
      askColleagues(context, { questionId, callId, question, options: [...options], withinMs }, now()).catch(
        (error: unknown) => {
          log.error({ err: error, callId }, "a question to colleagues was not put");
          settle(null);
        },
      );
      return {
        withdraw() {
          if (!questions.delete(questionId)) return;
          clock.clearTimer(timer);
          beside(expireQuestion(organizationId, questionId), "a question stayed open");
        },
      };
    },

    connected: (escalationId) =>
      beside(markConnected(organizationId, escalationId, "browser", now()), "not noted as connected"),
    released: (escalationId) => beside(releaseEscalation(organizationId, escalationId, now()), "not noted as released"),

    letGo() {
      isOver = true;
      withdrawCurrent();
      questions.clear();
    },

    ended(withPerson = false) {
      isPutThrough ||= withPerson;
      if (isOver) return;
      isOver = true;
      withdrawCurrent();
      for (const questionId of [...questions.keys()]) {
        questions.delete(questionId);
        beside(expireQuestion(organizationId, questionId), "a question stayed open");
      }
      clock.setTimer(SETTLE_AFTER_MS, () =>
        beside(closeCallsEscalations(organizationId, callId, { isPutThrough }, now()), "escalations stayed open"),
      );
    },

    offerAnswered({ offerId, answer, via, by }) {
      if (isOver || asking?.offerId !== offerId) return false;
      asking.settle({ answer, via, by });
      return true;
    },

    questionAnswered({ questionId, answer, by }) {
      const settle = questions.get(questionId);
      if (isOver || !settle) return false;
      settle({ text: answer, name: by.name });
      return true;
    },
  };
}
