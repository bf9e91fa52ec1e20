import { isWhole, problemOfSent, PROTOCOL_VERSIONS, replyIn, type RpcReply } from "@/lib/domain/mcp-servers/json-rpc";
import type { McpSent } from "@/lib/domain/mcp-servers/read-result";
import type { Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { z } from "zod";
import { createMcpOAuth, type McpOAuth } from "./mcp-oauth";
import { sendRequest } from "../http-tool/send-request";
import type { GuardOptions } from "../web-fetch/address-guard";

/** A server and what signs in there. `key` is another one as soon as anything of it changes. */
export type McpTarget = { key: string; address: string; secretHeaders: Record<string, string> };

export type McpLook =
  | { ok: true; says: string; tools: unknown[] }
  /** `isUnauthorized`: it does not take the sign-in. */
  | { ok: false; problem: string; isUnauthorized?: boolean };

export type McpWanted = {
  tool: string;
  input: Record<string, unknown>;
  runId: string;
  /** Of everything together. */
  timeoutMs: number;
  /** Why the tool must not be used, judged by the server's list of tools; null: it may. */
  check(tools: readonly unknown[]): string | null;
};

export type McpClient = {
  /** How servers are signed in to where they want more than a key. */
  oauth: McpOAuth;
  /** Who a server is and what it offers. Never rejects. */
  look(target: McpTarget, timeoutMs: number): Promise<McpLook>;
  /** Has a server run a tool, once, after its list of tools was looked at lately. Never rejects. */
  call(target: McpTarget, wanted: McpWanted): Promise<McpSent>;
};

type Session = { id: string | null; version: string; says: string; tools: unknown[]; listedAtMs: number };

const Initialized = z.object({
  protocolVersion: z.string(),
  serverInfo: z
    .object({ name: z.string().catch(""), title: z.string().optional().catch(undefined) })
    .catch({ name: "" }),
});
const Listed = z.object({ tools: z.array(z.unknown()), nextCursor: z.string().max(4000).optional() });

const MOST_TOOLS = 300;
const MOST_PAGES = 20;
/** A list of tools is taken to hold for so long. */
const LIST_HOLDS_MS = 60_000;
const SESSION_HOLDS_MS = 15 * 60_000;
const MOST_SESSIONS = 500;

/** A problem of talking to a server, in words. */
class TalkProblem extends Error {
  constructor(
    message: string,
    readonly isUnauthorized = false,
  ) {
    super(message);
  }
}

/**
 * A client of the Model Context Protocol over streamable HTTP. Every request goes through the guarded sender: public addresses alone, no
 * redirects, bounded time and size. It declares no abilities, so a server can ask nothing of it.
 */
export function createMcpClient(guard: GuardOptions, nowMs: () => number): McpClient {
  const sessions = new Map<string, Session>();

  async function open(target: McpTarget, untilMs: number): Promise<Session> {
    const params = {
      protocolVersion: PROTOCOL_VERSIONS[0],
      capabilities: {},
      clientInfo: { name: "aybiza", title: "Aybiza", version: "1.0.0" },
    };
    const sent = await post(target, null, { id: 1, method: "initialize", params }, untilMs);
    const read = Initialized.safeParse(resultOf(sent, 1));
    if (!read.success) throw new TalkProblem("what it answers is not of the protocol");
    const version = read.data.protocolVersion;
    if (!PROTOCOL_VERSIONS.some((known) => known === version))
      throw new TalkProblem(`it speaks another version of the protocol (${version.slice(0, 20)})`);
    const id = sent.kind === "answer" ? (sent.headers?.["mcp-session-id"] ?? null) : null;
    const { name, title } = read.data.serverInfo;
    const session = { id, version, says: (title || name).slice(0, 100), tools: [], listedAtMs: 0 };
    await post(target, session, { method: "notifications/initialized" }, untilMs);
    await list(target, session, untilMs);
    if (sessions.size >= MOST_SESSIONS) sessions.delete([...sessions.keys()][0] ?? "");
    sessions.set(target.key, session);
    return session;
  }

  async function list(target: McpTarget, session: Session, untilMs: number): Promise<void> {
    const tools: unknown[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const params = cursor === undefined ? {} : { cursor };
      const id = 100 + page;
      const sent = await post(target, session, { id, method: "tools/list", params }, untilMs);
      const read = Listed.safeParse(resultOf(sent, id));
      if (!read.success) throw new TalkProblem("its list of tools cannot be read");
      tools.push(...read.data.tools);
      cursor = read.data.nextCursor;
      if (tools.length > MOST_TOOLS) throw new TalkProblem(`it offers more than ${MOST_TOOLS} tools`);
      if (cursor === undefined) {
        session.tools = tools;
        session.listedAtMs = nowMs();
        return;
      }
    }
    throw new TalkProblem("its list of tools has no end");
  }

  async function post(
    target: McpTarget,
    session: Session | null,
    message: { id?: number; method: string; params?: unknown },
    untilMs: number,
  ): Promise<Sent> {
    const timeoutMs = Math.floor(untilMs - nowMs());
    if (timeoutMs <= 0) return { kind: "not_sent", problem: "it took too long to answer" };
    let url: URL;
    try {
      url = new URL(target.address);
    } catch {
      return { kind: "not_sent", problem: "its address cannot be used" };
    }
    const headers = {
      accept: "application/json, text/event-stream",
      "content-type": "application/json",
      ...(session ? { "mcp-protocol-version": session.version } : {}),
      ...(session?.id ? { "mcp-session-id": session.id } : {}),
    };
    const { id } = message;
    return sendRequest(
      { method: "POST", url, headers, body: JSON.stringify({ jsonrpc: "2.0", ...message }) },
      target.secretHeaders,
      {
        ...guard,
        timeoutMs,
        // Nothing of the protocol is sent on to another address.
        changes: true,
        keep: ["mcp-session-id"],
        ...(id === undefined ? {} : { isWhole: (type: string, text: string) => isWhole(type, text, id) }),
      },
    );
  }

  /** The session that there is, its list looked at lately; a server that has forgotten it gets a new one. */
  async function ready(target: McpTarget, untilMs: number): Promise<Session> {
    const session = sessions.get(target.key);
    if (!session || nowMs() - session.listedAtMs > SESSION_HOLDS_MS) return open(target, untilMs);
    if (nowMs() - session.listedAtMs <= LIST_HOLDS_MS) return session;
    try {
      await list(target, session, untilMs);
      return session;
    } catch (error) {
      if (!(error instanceof TalkProblem)) throw error;
      sessions.delete(target.key);
      return open(target, untilMs);
    }
  }

  return {
    oauth: createMcpOAuth(guard),
    async look(target, timeoutMs) {
      try {
        const { says, tools } = await open(target, nowMs() + timeoutMs);
        return { ok: true, says, tools };
      } catch (error) {
        return { ok: false, ...troubleOf(error) };
      }
    },
    async call(target, { tool, input, runId, timeoutMs, check }) {
      const untilMs = nowMs() + timeoutMs;
      for (let tries = 0; ; tries += 1) {
        let session: Session;
        try {
          session = await ready(target, untilMs);
        } catch (error) {
          return { kind: "not_sent", ...troubleOf(error) };
        }
        const problem = check(session.tools);
        if (problem !== null) return { kind: "not_sent", problem };
        const params = { name: tool, arguments: input, _meta: { "com.aybiza/run": runId } };
        const sent = await post(target, session, { id: 7, method: "tools/call", params }, untilMs);
        // It does not know the session, so it has not looked at what was asked.
        if (sent.kind === "answer" && sent.status === 404 && session.id !== null && tries === 0) {
          sessions.delete(target.key);
          continue;
        }
        return readSent(sent);
      }
    },
  };
}

function readSent(sent: Sent): McpSent {
  if (sent.kind !== "answer") return sent.kind === "not_sent" ? sent : { ...sent, status: sent.status };
  const { status } = sent;
  const reply = replyIn(sent.mediaType, sent.text, 7);
  if (reply) return { kind: "reply", reply, status };
  if (status >= 400 && status < 500) return { kind: "refused", problem: problemOfSent(sent), status };
  return { kind: "broken", problem: problemOfSent(sent), status };
}

function resultOf(sent: Sent, id: number): unknown {
  const reply: RpcReply | null = sent.kind === "answer" ? replyIn(sent.mediaType, sent.text, id) : null;
  if (reply?.kind === "result") return reply.result;
  if (reply) throw new TalkProblem(`it answers with an error (${reply.code})`);
  throw new TalkProblem(problemOfSent(sent), sent.kind === "answer" && sent.status === 401);
}

function troubleOf(error: unknown): { problem: string; isUnauthorized?: boolean } {
  if (!(error instanceof TalkProblem)) throw error;
  const { message: problem, isUnauthorized } = error;
  return { problem, ...(isUnauthorized ? { isUnauthorized } : {}) };
}
