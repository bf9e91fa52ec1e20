import { z } from "zod";
import { CallEventBody } from "@/lib/contracts/live/events";
import { CallStatus } from "@/lib/contracts/live/call-summary";

/** One fact of a call, as its owner wrote it. `callDay` is the UTC day the call started, `YYYY-MM-DD`. */
export const EventRecord = z.object({
  k: z.literal("event"),
  organizationId: z.uuid(),
  callId: z.uuid(),
  callDay: z.iso.date(),
  epoch: z.number().int().min(0),
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  body: CallEventBody,
});
export type EventRecord = z.infer<typeof EventRecord>;

/**
 * Something the carrier reported about a call. `callId` and `organizationId` are known when we gave the carrier an address that
 * names them; otherwise the call is found by the carrier's id, or created from the numbers when the report is the first we store.
 */
export const CarrierRecord = z.object({
  k: z.literal("carrier"),
  kind: z.enum(["status", "amd", "refused"]),
  providerCallSid: z.string().min(1).max(64),
  organizationId: z.uuid().nullable(),
  callId: z.uuid().nullable(),
  /** When it happened by the carrier's clock; by ours where the carrier says nothing. */
  at: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  /** The carrier's SequenceNumber; -1 where it sends none. */
  sequence: z.number().int(),
  /** Null for reports that are not about the status. */
  status: CallStatus.nullable(),
  direction: z.enum(["inbound", "outbound"]),
  from: z.string().max(64),
  to: z.string().max(64),
  /** Who answered, as answering-machine detection has it; null for other reports. */
  answeredBy: z.string().nullable(),
  /** Why it ended, in words, where the report says. */
  reason: z.string().nullable(),
  /** The carrier's own fields, for the record. */
  body: z.record(z.string(), z.string()),
});
export type CarrierRecord = z.infer<typeof CarrierRecord>;

export const JournalRecord = z.discriminatedUnion("k", [EventRecord, CarrierRecord]);
export type JournalRecord = z.infer<typeof JournalRecord>;

/** A record that can never be stored, and why. It is set aside, not retried. */
export type RefusedRecord = { index: number; reason: string };

/** What storing a batch did. */
export type WriteBatchResult = {
  refused: readonly RefusedRecord[];
  /** Calls whose row now says something else. */
  changed: readonly { organizationId: string; callId: string }[];
};
