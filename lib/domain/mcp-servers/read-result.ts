import { z } from "zod";
import type { McpToolSpec } from "@/lib/contracts/mcp-servers";
import { done, notSent, type RunResult, unclear } from "@/lib/domain/tools/http-tool/read-answer";
import type { RpcReply } from "./json-rpc";

/** What came of asking a server to run its tool. */
export type McpSent =
  /** `isUnauthorized`: it does not take the sign-in. */
  | { kind: "not_sent"; problem: string; isUnauthorized?: boolean }
  | { kind: "broken"; problem: string; status: number | null }
  /** It says no before anything was done: it does not take the sign-in, or not what was asked. */
  | { kind: "refused"; problem: string; status: number }
  | { kind: "reply"; reply: RpcReply; status: number };

const Result = z.object({
  content: z.array(z.unknown()).max(200).catch([]),
  structuredContent: z.record(z.string(), z.unknown()).optional().catch(undefined),
  isError: z.boolean().optional(),
});
const TextPart = z.object({ type: z.literal("text"), text: z.string() });

const LONGEST_TOLD = 4000;
/** It does not know the request or the tool, or what was given is not right: nothing was begun. */
const NOT_BEGUN = new Set([-32_600, -32_601, -32_602]);

/** Reads what came back, so that the agent is told what is true and no more; words of a refusal are for people alone. */
export function readMcpResult(spec: Pick<McpToolSpec, "effect">, sent: McpSent): RunResult {
  if (sent.kind === "not_sent") return notSent(spec, sent.problem);
  if (sent.kind === "broken") return unclear(spec, sent.problem);
  if (sent.kind === "refused") return refused(spec, sent.problem);
  const { reply } = sent;
  if (reply.kind === "error") {
    const problem = `the server answers with an error (${reply.code}): ${reply.message.slice(0, 300)}`;
    return NOT_BEGUN.has(reply.code) ? refused(spec, problem) : unclear(spec, problem);
  }
  const body = bodyOfResult(reply.result);
  if ("problem" in body) return unclear(spec, body.problem);
  if (typeof body.value !== "string") {
    const told = JSON.stringify(body.value);
    return told.length > LONGEST_TOLD ? done(cut(told), true) : done(body.value);
  }
  const text = body.value;
  if (text !== "") return done(text.length > LONGEST_TOLD ? cut(text) : text, text.length > LONGEST_TOLD);
  // Nothing to tell: of a change that is a yes all the same, of a question it is no answer.
  return spec.effect === "changes" ? done(null) : unclear(spec, "its answer holds no text");
}

/** What a tool answers: its structured content, else its text; or why it is no answer. */
export function bodyOfResult(result: unknown): { value: Record<string, unknown> | string } | { problem: string } {
  const read = Result.safeParse(result);
  if (!read.success) return { problem: "what it answers is no result of a tool" };
  const { structuredContent, isError, content } = read.data;
  const parts = content.flatMap((part) => {
    const text = TextPart.safeParse(part);
    return text.success ? [text.data.text] : [];
  });
  const text = parts.join("\n").trim();
  if (isError) return { problem: `the server says that it failed: ${text.slice(0, 300) || "it does not say why"}` };
  return { value: structuredContent ?? text };
}

function refused(spec: Pick<McpToolSpec, "effect">, problem: string): RunResult {
  const { told } = notSent(spec, "the system refused it");
  return { outcome: "refused", problem, told };
}

const cut = (text: string): string => `${text.slice(0, LONGEST_TOLD)}…`;
