import { z } from "zod";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";

/** Versions of the protocol that are spoken, newest first. */
export const PROTOCOL_VERSIONS = ["2025-11-25", "2025-06-18", "2025-03-26"] as const;

const Reply = z.object({
  jsonrpc: z.literal("2.0"),
  id: z.union([z.string(), z.number()]),
  result: z.unknown().optional(),
  error: z.object({ code: z.number(), message: z.string().catch("") }).optional(),
});

export type RpcReply = { kind: "result"; result: unknown } | { kind: "error"; code: number; message: string };

/** The answer to request `id` in a body that is JSON or a stream of events; null: it is not in it (yet). */
export function replyIn(mediaType: string, text: string, id: number): RpcReply | null {
  const messages = mediaType === "text/event-stream" ? text.split(/\r?\n\r?\n/).map(dataOf) : [text];
  for (const message of messages) {
    for (const each of listOf(parse(message))) {
      const read = Reply.safeParse(each);
      if (!read.success || read.data.id !== id) continue;
      const { error, result } = read.data;
      return error ? { kind: "error", code: error.code, message: error.message } : { kind: "result", result };
    }
  }
  return null;
}

/** Whether nothing more need be waited for. */
export const isWhole = (mediaType: string, text: string, id: number): boolean =>
  mediaType === "text/event-stream" && /\n\r?\n$/.test(text) && replyIn(mediaType, text, id) !== null;

/** Why an answer brought no reply, in words. */
export function problemOfSent(sent: Sent): string {
  if (sent.kind !== "answer") return sent.problem;
  const { status } = sent;
  if (status === 401 || status === 403) return `it does not take the sign-in (${status})`;
  if (status === 404 || status === 405) return `nothing of this protocol is at its address (${status})`;
  if (status >= 400) return `it answers with an error (${status})`;
  return "what it answers is not of the protocol";
}

const dataOf = (event: string): string =>
  event
    .split(/\r?\n/)
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).replace(/^ /, ""))
    .join("\n");

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value.slice(0, 100) : [value]);

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
