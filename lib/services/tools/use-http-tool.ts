import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { HttpToolSpec, TestToolInput } from "@/lib/contracts/tools";
import type { Tool } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import { authHeaders, bindRequest, type BoundValues, shownRequest } from "@/lib/domain/tools/http-tool/bind-request";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { notSent, readAnswer, type RunResult, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { readBackValues } from "@/lib/domain/tools/http-tool/read-back";
import { originOf } from "@/lib/domain/tools/http-tool/tool-address";
import type { ServiceContext } from "../context";
import { parseInput } from "../errors";
import { requirePermission } from "../require-permission";
import { openForTenant } from "../secrets/tenant-envelope";
import { secretPurpose, theTool } from "./tool-row";
import {
  beginRun,
  type BeginOptions,
  type BegunRun,
  boundForTest,
  finishRun,
  finishUnread,
  getRun,
  GONE,
  OFTEN,
  type SendDeps,
  type ToolAnswer,
  type ToolCaller,
  type TriedRun,
  withoutSecret,
} from "./tool-run";

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
  deps: SendDeps,
  options: Pick<BeginOptions, "runId"> = {},
): Promise<ToolAnswer> {
  requirePermission(context, "tools.run");
  const begun = await beginRun(context, tool, caller.call_id, deps.now(), HTTP, options);
  if (begun === null) return { output: { error: GONE }, failed: true };
  const read = readModelInput(begun.spec, input);
  if (!read.ok) return finishUnread(context, begun, read.problems, deps);
  const result = await run(context, begun, read.values, caller, deps);
  if (result.outcome !== "done") return { output: result.told, failed: true };
  return { output: result.told, failed: false, ...referenceOf(tool, begun.spec, read.values, caller, result) };
}

/** Where what it did can be read back; nothing where it cannot. */
function referenceOf(
  { id: toolId, version }: { id: string; version: number },
  spec: HttpToolSpec,
  said: Parameters<typeof readBackValues>[1],
  bound: BoundValues,
  { outcome, told }: RunResult,
): { reference?: OutcomeReference } {
  const values = outcome === "done" ? readBackValues(spec, said, bound, told.answer) : null;
  return values ? { reference: { kind: "http", toolId, version, values: redactCardsDeep(values) } } : {};
}

/**
 * Tries a tool as it is stored, with values that a person gives in place of the model's and the call's: the request is a real one. Needs
 * `tools.run`; throws NOT_FOUND, INVALID.
 */
export async function testTool(
  context: ServiceContext,
  toolId: string,
  input: unknown,
  deps: SendDeps,
): Promise<TriedRun> {
  requirePermission(context, "tools.run");
  const wanted = parseInput(TestToolInput, input);
  const { organizationId } = context;
  const { row } = await withTenant(organizationId, (tx) => theTool(tx, organizationId, toolId));
  const begun = await beginRun(context, { id: toolId, version: row.version }, null, deps.now(), HTTP, {
    evenIfOff: true,
  });
  if (begun === null) throw new Error("a tool that was there is gone");
  const read = readModelInput(begun.spec, wanted.input);
  if (!read.ok) {
    await finishUnread(context, begun, read.problems, deps);
    return { run: await getRun(organizationId, begun.runId) };
  }
  const bound = boundForTest(wanted.bound, organizationId);
  const result = await run(context, begun, read.values, bound, deps);
  const tool = { id: toolId, version: row.version };
  return {
    run: await getRun(organizationId, begun.runId),
    ...referenceOf(tool, begun.spec, read.values, bound, result),
  };
}

/** It signs in with its secret, and only where the newest version leads too. */
const HTTP = {
  kind: "http",
  read: (spec: unknown) => HttpToolSpec.safeParse(spec).data,
  async ready(tx: Transaction, { organizationId, id, sealedSecret }: Tool, spec: HttpToolSpec, current: HttpToolSpec) {
    const origin = originOf(spec.address) ?? "";
    if (originOf(current.address) !== origin) return null;
    if (spec.auth.kind === "none") return { secret: null };
    if (sealedSecret === null) return null;
    return { secret: await openForTenant(tx, organizationId, secretPurpose(id, origin), sealedSecret) };
  },
};

async function run(
  context: ServiceContext,
  begun: BegunRun<HttpToolSpec, { secret: string | null }>,
  values: Parameters<typeof bindRequest>[1],
  bound: BoundValues,
  deps: SendDeps,
): Promise<RunResult> {
  const { spec, runId } = begun;
  const { secret } = begun.ready;
  const made = begun.isOver ? { problem: OFTEN } : bindRequest(spec, values, bound);
  if ("problem" in made) return finishRun(context, begun, notSent(spec, made.problem), {}, deps);
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
  return finishRun(context, begun, readAnswer(spec, clean), shown, deps);
}
