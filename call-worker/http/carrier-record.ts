import type { CallStatus } from "@/lib/contracts/live/call-summary";
import type { CarrierRecord } from "@/lib/services/call-journal/records";
import type { Clock } from "../ports/clock";
import type { CarrierCall, WebhookParams } from "./carrier";

export const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const MOST_FIELDS = 40;
const MOST_VALUE_CHARS = 500;

type Named = { organizationId: string | null; callId: string | null };

/** The call that a webhook's own address names; nulls when it names none (numbers set up by hand). */
export function namedCall(query: URLSearchParams): Named {
  const organizationId = query.get("org") ?? "";
  const callId = query.get("call") ?? "";
  return UUID.test(organizationId) && UUID.test(callId)
    ? { organizationId, callId }
    : { organizationId: null, callId: null };
}

/** A journal record of something the carrier told. */
export function carrierRecord(
  clock: Clock,
  call: CarrierCall & Named,
  report: {
    kind: CarrierRecord["kind"];
    status: CallStatus | null;
    params: WebhookParams;
    at?: Date | null;
    sequence?: number;
    answeredBy?: string | null;
    reason?: string | null;
  },
): CarrierRecord {
  const receivedAt = clock.wallTime().toISOString();
  return {
    k: "carrier",
    kind: report.kind,
    providerCallSid: call.providerCallSid.slice(0, 64),
    organizationId: call.organizationId,
    callId: call.callId,
    at: report.at?.toISOString() ?? receivedAt,
    receivedAt,
    sequence: report.sequence ?? -1,
    status: report.status,
    direction: call.direction,
    from: call.from.slice(0, 64),
    to: call.to.slice(0, 64),
    answeredBy: report.answeredBy ?? null,
    reason: report.reason ?? null,
    body: Object.fromEntries(
      Object.entries(report.params)
        .slice(0, MOST_FIELDS)
        .map(([name, value]) => [name.slice(0, 64), value.slice(0, MOST_VALUE_CHARS)]),
    ),
  };
}
