import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AccountBook } from "./controls/accounts";
import type { MindBook } from "./controls/mind-book";

/** The vendors the sandbox stands in for. A control, a log entry and a fault always name one of them. */
export type Vendor =
  "twilio" | "deepgram" | "bedrock" | "stripe" | "mail" | "push" | "business" | "google" | "hubspot" | "calendly";

/** One vendor's stand-in, mounted on the sandbox's single port. The first that claims a request answers it. */
export interface StandIn {
  readonly vendor: Vendor;
  /** Answers an HTTP request (HTTP/1.1 or HTTP/2 cleartext alike) and resolves true, or resolves false to leave it to the next. */
  handleRequest?(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean>;
  /** Takes a WebSocket upgrade and returns true, or returns false to leave it to the next. */
  handleUpgrade?(request: IncomingMessage, socket: Duplex, head: Buffer, url: URL): boolean;
  close(): Promise<void>;
}

export const FAULT_KINDS = [
  "drop",
  "stall",
  "status",
  "garbage",
  "half-open",
  "nonsense",
  "redirect",
  "endless",
  "slow",
  "no-write",
  "wrong-slot",
  "hour-off",
  "duplicate",
  "late-failure",
  "expired-token",
  "revoked",
  "expired",
  "changed",
  "gone",
  "failed",
] as const;
type FaultKind = (typeof FAULT_KINDS)[number];

/** A fault that a script switches on for a vendor's operation. `count` uses it up; absent, it lasts until cleared. */
export interface Fault {
  readonly vendor: Vendor;
  /** The operation it hits, e.g. "listen.v2", "speak.v1", "converse-stream", "calls.create"; "*" is any. */
  readonly operation: string;
  /** `drop`: cut the connection · `stall`: stay open, say nothing · `status`: answer with that HTTP status · `garbage`: bytes that are not the protocol · `half-open`: accept, never answer · `nonsense`: a model's answer of the protocol's shape that says nothing sensible · of a business's own system also `redirect`, `endless`, `no-write`: see business/stand-in.ts · of its MCP server `expired`, `changed`, `gone`, `failed`: see business/mcp.ts · of Google, HubSpot and Calendly also the rest: see google/stand-in.ts. */
  readonly kind: FaultKind;
  readonly status?: number;
  /** Milliseconds after the operation begins, for drop, stall and garbage; 0 by default. */
  readonly afterMs?: number;
  readonly count?: number;
}

/** What every stand-in gets from the sandbox: latencies, faults, randomness from the fixed seed, and the log. */
export interface Controls {
  /** Draws this operation's delay in milliseconds, e.g. latencyMs("bedrock", "first-token"). Zero unless a profile is set. */
  latencyMs(vendor: Vendor, what: string): number;
  /** The fault that hits this operation now, used up by one; undefined when it should behave. */
  takeFault(vendor: Vendor, operation: string): Fault | undefined;
  /** A number in [0, 1) from the sandbox's seeded generator. */
  random(): number;
  /** Accounts beside the sandbox's own, with what is the matter with them. */
  readonly accounts: AccountBook;
  /** Which requests are answered by another mind than the sensible one. */
  readonly minds: MindBook;
  /** Notes what was received or sent, for tests and for the sandbox's page. Never audio payloads. */
  log(vendor: Vendor, what: string, detail?: Record<string, unknown>): void;
}
