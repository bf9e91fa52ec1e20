import type { OutcomeReference, ReadBack } from "@/lib/contracts/live/outcomes";
import { carrierFor } from "../connections/carrier-for";

type Reference = Extract<OutcomeReference, { kind: "text" }>;

/** What the carrier says became of a text message; null: it knows none such. Rejects when it cannot be asked. */
export type TextState = (organizationId: string, messageSid: string) => Promise<string | null>;

const ofCarrier: TextState = async (organizationId, messageSid) =>
  (await carrierFor(organizationId)).fetchMessageStatus(messageSid);

/** The carrier's words for one that does not arrive any more. */
const LOST = new Set(["undelivered", "failed", "canceled"]);

/** Whether a text message is on its way or has arrived. Until the carrier says that it does not arrive, it is there. */
export async function readText(
  organizationId: string,
  { messageSid }: Reference,
  textState: TextState = ofCarrier,
): Promise<ReadBack> {
  let state: string | null;
  try {
    state = await textState(organizationId, messageSid);
  } catch {
    return { found: "unknown", problem: "the telephone network could not be asked" };
  }
  const fields = [{ name: "delivery", kind: "state" as const, asked: null, stored: state }];
  return state === null || LOST.has(state)
    ? { found: "no", fields }
    : { found: "yes", copies: 1, changedSince: false, fields };
}
