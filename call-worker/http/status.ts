import type { Logger } from "pino";
import type { CarrierRecord } from "@/lib/services/call-journal/records";
import type { ControlCommand } from "@/lib/services/workers/control-command";
import type { Clock } from "../ports/clock";
import type { CarrierWebhooks, WebhookParams } from "./carrier";
import { carrierRecord, namedCall } from "./carrier-record";

export type StatusDeps = {
  carrier: CarrierWebhooks;
  clock: Clock;
  log: Logger;
  journal: { append(record: CarrierRecord): void };
  /** Told of every report once it is journaled; must not throw. */
  onCarrierReport(record: CarrierRecord): void;
  /** Passes a command to the call's owner, wherever it is. Resolves false when no owner took it. */
  commandOwner(call: { organizationId: string; callId: string }, command: ControlCommand): Promise<boolean>;
};

/** POST /twilio/status: journaled before it is answered, so it takes effect even if the database is away for an hour. */
export function handleStatus(deps: StatusDeps, params: WebhookParams, query: URLSearchParams): void {
  const report = deps.carrier.readStatus(params);
  const { status, at, sequence, reason } = report;
  const record = carrierRecord(
    deps.clock,
    { ...report, ...namedCall(query) },
    { kind: "status", status, at, sequence, reason, params },
  );
  deps.journal.append(record);
  deps.onCarrierReport(record);
}

/** POST /twilio/amd: the answering-machine result, which may reach another worker than the call's owner. */
export function handleAmd(deps: StatusDeps, params: WebhookParams, query: URLSearchParams): void {
  const { providerCallSid, answeredBy } = deps.carrier.readAnsweredBy(params);
  const named = namedCall(query);
  // Only calls we place are asked about, and the report does not repeat their numbers.
  const call = { direction: "outbound" as const, from: "", to: "" };
  const record = carrierRecord(
    deps.clock,
    { ...call, providerCallSid, ...named },
    { kind: "amd", status: null, answeredBy, params },
  );
  deps.journal.append(record);
  deps.onCarrierReport(record);
  if (named.organizationId === null || named.callId === null) return;
  deps
    .commandOwner({ organizationId: named.organizationId, callId: named.callId }, { command: "amd", answeredBy })
    .then((taken) => {
      if (!taken) deps.log.warn({ callId: named.callId }, "nobody holds the call an answering-machine result is for");
    })
    .catch((error: unknown) => deps.log.error({ err: error }, "answering-machine result not delivered"));
}
