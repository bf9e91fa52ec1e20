import { v7 as uuidv7 } from "uuid";
import { HttpToolSpec, TestToolInput, type ToolRunResource } from "@/lib/contracts/tools";
import { withTenant } from "@/lib/db/transaction";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import {
  authHeaders,
  bindRequest,
  type BoundRequest,
  type BoundValues,
  shownRequest,
} from "@/lib/domain/tools/http-tool/bind-request";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { notSent, readAnswer, type RunResult, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { originOf } from "@/lib/domain/tools/http-tool/tool-address";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { openForTenant } from "../secrets/tenant-envelope";
import { dayBefore, secretPurpose, theTool, toRun } from "./tool-row";

export type HttpToolDeps = {
  /** Never rejects. */
  send(
    request: BoundRequest,
    secretHeaders: Record<string, string>,
    options: { timeoutMs: number; changes: boolean },
  ): Promise<Sent>;
  now(): Date;
};

/** Whose call it is. Bound by the server: nothing that is said in the call changes it. */
export type ToolCaller = BoundValues & { call_id: string };

/** `shown`: what the model is told. */
export type HttpToolAnswer = { output: Record<string, unknown>; failed: boolean };

const GONE = "This tool can't be used any more. It was not done. Say so, and offer to take a message.";
const OFTEN = "it was used as often as it may be in one day";
const LONGEST_ANSWER = 8000;
const MASK = "••••••••";

/**
 * Does what a call's model asks of a tool of the organization, for the caller of that call alone, in the version that the call began with. The run
 * is in the database before anything is sent. A refusal is an answer that the model can act on. Needs `tools.run`; rejects when the database does
 * before anything was sent.
 */
export async function useHttpTool(
  context: ServiceContext,
  tool: { id: string; version: number },
  caller: ToolCaller,
  input: Record<string, unknown>,
  deps: HttpToolDeps,
): Promise<HttpToolAnswer> {
  requirePermission(context, "tools.run");
  const begun = await begin(context, tool, caller.call_id, deps.now());
  if (begun === null) return { output: { error: GONE }, failed: true };
  const read = readModelInput(begun.spec, input);
  if (!read.ok) {
    const told = { error: "The input is not right. It was not done.", problems: read.problems };
    await finish(context, begun, { outcome: "not_sent", problem: read.problems.join(" · "), told }, {}, deps);
    return { output: told, failed: true };
  }
  const { result } = await run(context, begun, read.values, caller, deps);
  return { output: result.told, failed: result.outcome !== "done" };
}

/**
 * Tries a tool as it is stored, with values that a person gives in place of the model's and the call's: the request is a real one. Needs
 * `tools.run`; throws NOT_FOUND, INVALID.
 */
export async function testTool(
  context: ServiceContext,
  toolId: string,
  input: unknown,
  deps: HttpToolDeps,
): Promise<ToolRunResource> {
  requirePermission(context, "tools.run");
  const wanted = parseInput(TestToolInput, input);
  const { organizationId } = context;
  const { row } = await withTenant(organizationId, (tx) => theTool(tx, organizationId, toolId));
  const begun = await begin(context, { id: toolId, version: row.version }, null, deps.now(), true);
  if (begun === null) throw new Error("a tool that was there is gone");
  const bound: BoundValues = {};
  for (const [name, value] of Object.entries(wanted.bound)) if (value) bound[name as keyof BoundValues] = value;
  bound.organization_id = organizationId;
  const read = readModelInput(begun.spec, wanted.input);
  if (read.ok) await run(context, begun, read.values, bound, deps);
  else {
    const told = { error: "The input is not right. It was not done.", problems: read.problems };
    await finish(context, begun, { outcome: "not_sent", problem: read.problems.join(" · "), told }, {}, deps);
  }
  const id = begun.runId;
  return withTenant(organizationId, async (tx) =>
    toRun(await tx.toolRun.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } })),
  );
}

type Begun = {
  runId: string;
  toolId: string;
  spec: HttpToolSpec;
  secret: string | null;
  isOver: boolean;
  startedAt: Date;
};

/** Writes the run down, counting those of the last day among all that begin at once; null where the tool is not there, or leads elsewhere now. */
async function begin(
  { organizationId }: ServiceContext,
  { id, version }: { id: string; version: number },
  callId: string | null,
  now: Date,
  evenIfOff = false,
): Promise<Begun | null> {
  return withTenant(organizationId, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tool ${organizationId} ${id}`}, 0))`;
    const row = await tx.tool.findUnique({ where: { organizationId_id: { organizationId, id } } });
    if (!row || (!row.enabled && !evenIfOff)) return null;
    const key = { organizationId, toolId: id };
    const specOf = async (number: number) => {
      const found = await tx.toolVersion.findUnique({ where: { organizationId_toolId_number: { ...key, number } } });
      return HttpToolSpec.safeParse(found?.spec).data;
    };
    const current = await specOf(row.version);
    const spec = version === row.version ? current : await specOf(version);
    if (!current || !spec) return null;
    const origin = originOf(spec.address) ?? "";
    if (originOf(current.address) !== origin) return null;
    const secret =
      spec.auth.kind === "none" || row.sealedSecret === null
        ? null
        : await openForTenant(tx, organizationId, secretPurpose(id, origin), row.sealedSecret);
    if (spec.auth.kind !== "none" && secret === null) return null;
    const ofDay = await tx.toolRun.count({ where: { ...key, startedAt: { gt: dayBefore(now) } } });
    const runId = uuidv7();
    await tx.toolRun.create({ data: { ...key, id: runId, version, callId, startedAt: now } });
    return { runId, toolId: id, spec, secret, isOver: ofDay >= current.limits.perDay, startedAt: now };
  });
}

async function run(
  context: ServiceContext,
  begun: Begun,
  values: Parameters<typeof bindRequest>[1],
  bound: BoundValues,
  deps: HttpToolDeps,
): Promise<{ result: RunResult }> {
  const { spec, secret, runId } = begun;
  const made = begun.isOver ? { problem: OFTEN } : bindRequest(spec, values, bound);
  if ("problem" in made) return { result: await finish(context, begun, notSent(spec, made.problem), {}, deps) };
  const changes = spec.effect === "changes";
  const request = changes
    ? { ...made.request, headers: { ...made.request.headers, "idempotency-key": runId } }
    : made.request;
  const secretHeaders = secret === null ? {} : authHeaders(spec.auth, secret);
  let sent: Sent = { kind: "not_sent", problem: "it was not tried" };
  for (let tries = 0; tries <= spec.retries; tries += 1) {
    sent = await deps.send(request, secretHeaders, { timeoutMs: spec.timeoutMs, changes });
    const isWorthIt = sent.kind === "not_sent" || (!changes && (sent.kind === "broken" || sent.status >= 500));
    if (!isWorthIt) break;
  }
  const clean = withoutSecret(sent, secret);
  const shown = { request: shownRequest(request, spec.auth), sent: clean };
  return { result: await finish(context, begun, readAnswer(spec, clean), shown, deps) };
}

/** A system may say back what it was sent. */
function withoutSecret(sent: Sent, secret: string | null): Sent {
  if (secret === null || sent.kind === "not_sent") return sent;
  const encoded = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), btoa(secret)];
  const text = encoded.reduce((rest, each) => rest.replaceAll(each, MASK), sent.text);
  return { ...sent, text };
}

async function finish(
  { organizationId }: ServiceContext,
  { runId, startedAt }: Begun,
  { outcome, problem, told }: RunResult,
  shown: { request?: ReturnType<typeof shownRequest>; sent?: Sent },
  deps: HttpToolDeps,
): Promise<RunResult> {
  const { request, sent } = shown;
  const answer = sent === undefined || sent.kind === "not_sent" ? null : sent.text.slice(0, LONGEST_ANSWER);
  const safe = redactCardsDeep({ request: request ?? null, answer, told });
  const ms = Math.max(0, deps.now().getTime() - startedAt.getTime());
  const httpStatus = sent === undefined || sent.kind === "not_sent" ? null : sent.status;
  const data = { ms, outcome, problem, httpStatus, answer: safe.answer, told: safe.told as object };
  // What was done is done, and told as it is, also when it cannot be written down.
  await withTenant(organizationId, (tx) =>
    tx.toolRun.updateMany({
      where: { organizationId, id: runId },
      data: safe.request === null ? data : { ...data, request: safe.request },
    }),
  ).catch(() => undefined);
  return { outcome, problem, told };
}
