import { IntegrationToolSpec, type IntegrationVendor } from "@/lib/contracts/integrations";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import { type ShownRequest, TestToolInput } from "@/lib/contracts/tools";
import type { Tool } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { findAction, findIntegration } from "@/lib/domain/integrations/catalogue";
import { driveSteps } from "@/lib/domain/integrations/drive";
import type {
  ActionRun,
  Integration,
  IntegrationAction,
  VendorRequest,
  WrittenRecord,
} from "@/lib/domain/integrations/integration";
import { saysExpired } from "@/lib/domain/integrations/read-vendor";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import { type BoundValues, SOURCE_WORDS } from "@/lib/domain/tools/http-tool/bind-request";
import { readModelInput } from "@/lib/domain/tools/http-tool/model-input";
import { notSent, type RunResult, type Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { ServiceContext } from "../context";
import { parseInput, ServiceError } from "../errors";
import { requirePermission } from "../require-permission";
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
  type ToolAnswer,
  type ToolCaller,
  type TriedRun,
  withoutSecret,
} from "../tools/tool-run";
import { boundRequest } from "./bound-request";
import type { IntegrationDeps } from "./installation";
import { signInHeaders, withIntegrationToken } from "./tokens";

/** What an action is run with beside what is said. */
type Of = { integration: Integration; action: IntegrationAction };

/**
 * Does what a call's model asks of an action of an integration, for the caller of that call alone. The run is in the database before anything is
 * sent. A refusal is an answer that the model can act on. Needs `tools.run`; rejects when the database does before anything was sent.
 */
export async function useIntegrationTool(
  context: ServiceContext,
  tool: { id: string; version: number },
  caller: ToolCaller,
  input: Record<string, unknown>,
  deps: IntegrationDeps,
  options: Pick<BeginOptions, "runId"> = {},
): Promise<ToolAnswer> {
  requirePermission(context, "tools.run");
  const begun = await beginRun(context, tool, caller.call_id, deps.now(), ACTION, options);
  if (begun === null) return { output: { error: GONE }, failed: true };
  const read = readModelInput(begun.ready.action, input);
  if (!read.ok) return finishUnread(context, begun, read.problems, deps);
  const { result, record } = await run(context, begun, read.values, caller, deps);
  const failed = result.outcome !== "done";
  return { output: result.told, failed, ...(failed ? {} : referenceOf(begun.ready, record, read.values)) };
}

/** Where what it did can be read back; nothing where it cannot. */
function referenceOf(
  { integration, action }: Of,
  record: WrittenRecord | undefined,
  said: ActionRun["said"],
): { reference?: OutcomeReference } {
  if (!record || !action.readBack) return {};
  const fields = redactCardsDeep(wantedOf(record, said));
  return {
    reference: { kind: "integration", vendor: integration.vendor, action: action.name, id: record.id, fields },
  };
}

/** What should stand there: what was asked for where it has a field of that name, else what the vendor said that it has written. */
const wantedOf = ({ fields }: WrittenRecord, said: ActionRun["said"]): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => {
      const wanted = said[name] ?? value;
      return [name, wanted === null ? null : String(wanted)];
    }),
  );

/**
 * Tries an action as it is stored, with values that a person gives in place of the model's and the call's: it really does it. Needs `tools.run`;
 * throws NOT_FOUND, CONFLICT (not connected), INVALID.
 */
export async function testIntegrationAction(
  context: ServiceContext,
  vendor: string,
  actionName: string,
  input: unknown,
  deps: IntegrationDeps,
): Promise<TriedRun> {
  requirePermission(context, "tools.run");
  const wanted = parseInput(TestToolInput, input);
  const { organizationId } = context;
  if (!findAction(vendor, actionName)) throw new ServiceError("NOT_FOUND", "There is no such action.");
  const row = await withTenant(organizationId, (tx) =>
    tx.tool.findFirst({ where: { organizationId, vendor, action: actionName } }),
  );
  const begun = row && (await beginRun(context, row, null, deps.now(), ACTION, { evenIfOff: true }));
  if (!begun) throw new ServiceError("CONFLICT", "Connect it first; then its actions can be tried.");
  const read = readModelInput(begun.ready.action, wanted.input);
  if (!read.ok) {
    await finishUnread(context, begun, read.problems, deps);
    return { run: await getRun(organizationId, begun.runId) };
  }
  const done = await run(context, begun, read.values, boundForTest(wanted.bound, organizationId), deps);
  const reference = done.result.outcome === "done" ? referenceOf(begun.ready, done.record, read.values) : {};
  return { run: await getRun(organizationId, begun.runId), ...reference };
}

/** It can be used while it is connected; when its consent is gone the run says so. */
const ACTION = {
  kind: "integration",
  read: (spec: unknown) => IntegrationToolSpec.safeParse(spec).data,
  async ready(tx: Transaction, { organizationId }: Tool, { vendor, action: name }: IntegrationToolSpec) {
    const [integration, action] = [findIntegration(vendor), findAction(vendor, name)];
    const where = { organizationId, vendor, state: { not: "disconnected" } };
    return integration && action && (await tx.integration.count({ where })) > 0 ? { integration, action } : null;
  },
};

async function run(
  context: ServiceContext,
  begun: BegunRun<IntegrationToolSpec, Of>,
  said: ActionRun["said"],
  bound: BoundValues,
  deps: IntegrationDeps,
): Promise<{ result: RunResult; record?: WrittenRecord }> {
  const { spec, ready, runId } = begun;
  const { action } = ready;
  const missing = action.parameters.find(
    ({ source, required }) => source !== "model" && required && (bound[source] ?? "") === "",
  );
  const problem = begun.isOver
    ? OFTEN
    : missing && missing.source !== "model"
      ? `${SOURCE_WORDS[missing.source]} is needed and is not known`
      : null;
  if (problem !== null) return { result: await finishRun(context, begun, notSent(action, problem), {}, deps) };
  // What it was not meant to know it does not get.
  const known = Object.fromEntries(
    action.parameters.flatMap(({ source }) => (source !== "model" && bound[source] ? [[source, bound[source]]] : [])),
  ) as BoundValues;
  const { result, shown } = await useAccount(context, ready, { said, bound: known, runId }, spec, deps);
  const { record } = shown;
  return { result: await finishRun(context, begun, result, shown, deps), ...(record ? { record } : {}) };
}

type Shown = { request?: ShownRequest; sent?: Sent; record?: WrittenRecord };

/** Drives the action with the organization's account; `shown`: what is kept of its last request. */
async function useAccount(
  context: ServiceContext,
  { integration, action }: Of,
  given: Pick<ActionRun, "said" | "bound" | "runId">,
  { timeoutMs }: Pick<IntegrationToolSpec, "timeoutMs">,
  deps: IntegrationDeps,
): Promise<{ result: RunResult; shown: Shown }> {
  const { vendor } = integration;
  const access = await withIntegrationToken(context, vendor, deps, async ({ settings, account }) => ({
    value: { settings, account },
    expired: false,
  }));
  if ("problem" in access) return { result: notSent(action, access.problem), shown: {} };
  const nowMs = deps.now().getTime();
  const run: ActionRun = { ...given, ...access.value, nowMs };
  const { result, record, last } = await driveSteps(integration, action, run, (request) =>
    callVendor(context, vendor, request, Math.max(SHORTEST_MS, nowMs + timeoutMs - deps.now().getTime()), deps),
  );
  const sent = last ? { sent: last.sent, ...(last.request ? { request: last.request } : {}) } : {};
  return { result, shown: { ...sent, ...(record ? { record } : {}) } };
}

const SHORTEST_MS = 500;

/** One request to a vendor in the name of the organization, signed in; a sign-in that has ended is renewed once. Never rejects for the vendor. */
export async function callVendor(
  context: Pick<ServiceContext, "organizationId">,
  vendor: IntegrationVendor,
  request: VendorRequest,
  timeoutMs: number,
  deps: IntegrationDeps,
): Promise<{ sent: Sent; request: ShownRequest | null }> {
  const changes = request.changes ?? false;
  const used = await withIntegrationToken(context, vendor, deps, async (access) => {
    const made = boundRequest(access.integration, access.apiUrl, request);
    const secretHeaders = signInHeaders(access, made.body, deps.now());
    const sent = await deps.send(made, secretHeaders, { timeoutMs, changes });
    const clean = withoutSecret(sent, access.tokens.access);
    const headers = { ...made.headers, ...Object.fromEntries(Object.keys(secretHeaders).map((name) => [name, MASK])) };
    const shown: ShownRequest = { method: made.method, url: made.url.href, headers, body: made.body };
    return { value: { sent: clean, request: shown }, expired: saysExpired(access.integration, sent) };
  });
  return "problem" in used ? { sent: { kind: "not_sent", problem: used.problem }, request: null } : used.value;
}

const MASK = "••••••••";
