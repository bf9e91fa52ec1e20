import { EPOCH_SPAN, firstSeqOfEpoch } from "@/lib/contracts/live/call-seq";
import type { CallEvent, CallEventBody } from "@/lib/contracts/live/events";
import type { Clock } from "../ports/clock";
import type { Journal } from "./open-journal";

export type CallLogOptions = {
  organizationId: string;
  callId: string;
  /** UTC day the call started, `YYYY-MM-DD`. */
  callDay: string;
  /** The ownership under which the events are written. */
  epoch: number;
};

export type CallLog = {
  readonly lastSeq: number;
  /** Journals one fact of the call and returns it as everyone will see it. Nobody may be told before this returns. */
  append(body: CallEventBody): CallEvent;
};

/** Numbers a call's events within its epoch, without gaps: a number is used only once its record is in the journal. */
export function createCallLog(journal: Pick<Journal, "append">, clock: Clock, call: CallLogOptions): CallLog {
  const { organizationId, callId, callDay, epoch } = call;
  let nextSeq = firstSeqOfEpoch(epoch);
  return {
    get lastSeq() {
      return nextSeq - 1;
    },
    append(body) {
      if (nextSeq >= (epoch + 1) * EPOCH_SPAN) throw new Error(`Call ${callId} has used up its event numbers`);
      const seq = nextSeq;
      const at = clock.wallTime().toISOString();
      journal.append({ k: "event", organizationId, callId, callDay, epoch, seq, at, body });
      nextSeq += 1;
      return { callId, seq, at, body };
    },
  };
}
