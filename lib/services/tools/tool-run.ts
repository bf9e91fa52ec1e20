import { v7 as uuidv7 } from "uuid";
import type { OutcomeReference } from "@/lib/contracts/live/outcomes";
import type { ShownRequest, ToolRules, ToolRunResource } from "@/lib/contracts/tools";
import type { Tool } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import type { BoundValues } from "@/lib/domain/tools/http-tool/bind-request";
import type { BoundRequest } from "@/lib/domain/tools/http-tool/bind-request";
import type { RunResult, Sent } from "@/lib/domain/tools/http-tool/read-answer";
import type { ServiceContext } from "../context";
import { dayBefore, toRun } from "./tool-row";

/** The run of a tool, whatever it is made of: written down before anything is sent, and finished with what came of it. */

export type SendDeps = {
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

/** `output`: what the model is told. */
export type ToolAnswer = {
  output: Record<string, unknown>;
  failed: boolean;
  /** Where what it did can be read back. */
  reference?: OutcomeReference;
};

/** A run that was tried by hand, and where what it did can be read back. */
export type TriedRun = { run: ToolRunResource; reference?: OutcomeReference };

export const GONE = "This tool can't be used any more. It was not done. Say so, and offer to take a message.";
export const OFTEN = "it was used as often as it may be in one day";
const LONGEST_ANSWER = 8000;

export type BegunRun<Spec, Ready> = {
  runId: string;
  toolId: string;
  spec: Spec;
  /** It was used as often as it may be in one day. */
  isOver: boolean;
  startedAt: Date;
  ready: Ready;
};

type Kind<Spec extends ToolRules, Ready> = {
  kind: Tool["kind"];
  /** A version's spec; undefined where it is no such one. */
  read(spec: unknown): Spec | undefined;
  /** What it needs to be used; null where it cannot be. `current` is its newest version. */
  ready(tx: Transaction, row: Tool, spec: Spec, current: Spec): Promise<Ready | null>;
};

/** `runId`: chosen by whoever has to find the run again, whatever becomes of them. */
export type BeginOptions = { evenIfOff?: boolean; runId?: string };

/** Writes the run down, counting those of the last day among all that begin at once; null where the tool cannot be used any more. */
export async function beginRun<Spec extends ToolRules, Ready>(
  { organizationId }: ServiceContext,
  { id, version }: { id: string; version: number },
  callId: string | null,
  now: Date,
  of: Kind<Spec, Ready>,
  { evenIfOff = false, runId = uuidv7() }: BeginOptions = {},
): Promise<BegunRun<Spec, Ready> | null> {
  return withTenant(organizationId, async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`tool ${organizationId} ${id}`}, 0))`;
    const row = await tx.tool.findUnique({ where: { organizationId_id: { organizationId, id } } });
    if (!row || row.kind !== of.kind || (!row.enabled && !evenIfOff)) return null;
    const key = { organizationId, toolId: id };
    const specOf = async (number: number) => {
      const found = await tx.toolVersion.findUnique({ where: { organizationId_toolId_number: { ...key, number } } });
      return of.read(found?.spec);
    };
    const current = await specOf(row.version);
    const spec = version === row.version ? current : await specOf(version);
    if (!current || !spec) return null;
    const ready = await of.ready(tx, row, spec, current);
    if (ready === null) return null;
    const ofDay = await tx.toolRun.count({ where: { ...key, startedAt: { gt: dayBefore(now) } } });
    await tx.toolRun.create({ data: { ...key, id: runId, version, callId, startedAt: now } });
    return { runId, toolId: id, spec, isOver: ofDay >= current.limits.perDay, startedAt: now, ready };
  });
}

/** Writes down what came of it, without card numbers. */
export async function finishRun(
  { organizationId }: ServiceContext,
  { runId, startedAt }: Pick<BegunRun<unknown, unknown>, "runId" | "startedAt">,
  { outcome, problem, told }: RunResult,
  shown: { request?: ShownRequest; sent?: Sent; record?: object },
  deps: Pick<SendDeps, "now">,
): Promise<RunResult> {
  const { request, sent, record } = shown;
  const answer = sent === undefined || sent.kind === "not_sent" ? null : sent.text.slice(0, LONGEST_ANSWER);
  const safe = redactCardsDeep({ request: request ?? null, answer, told, record: record ?? null });
  const ms = Math.max(0, deps.now().getTime() - startedAt.getTime());
  const httpStatus = sent === undefined || sent.kind === "not_sent" ? null : sent.status;
  const data = {
    ...{ ms, outcome, problem, httpStatus, answer: safe.answer, told: safe.told as object },
    ...(safe.request === null ? {} : { request: safe.request }),
    ...(safe.record === null ? {} : { record: safe.record }),
  };
  // What was done is done, and told as it is, also when it cannot be written down.
  await withTenant(organizationId, (tx) => tx.toolRun.updateMany({ where: { organizationId, id: runId }, data })).catch(
    () => undefined,
  );
  return { outcome, problem, told };
}

/** What the model gave is not what was asked for: it is told what is wrong. */
export async function finishUnread(
  context: ServiceContext,
  begun: Pick<BegunRun<unknown, unknown>, "runId" | "startedAt">,
  problems: readonly string[],
  deps: Pick<SendDeps, "now">,
): Promise<ToolAnswer> {
  const told = { error: "The input is not right. It was not done.", problems };
  await finishRun(context, begun, { outcome: "not_sent", problem: problems.join(" · "), told }, {}, deps);
  return { output: told, failed: true };
}

/** What the server would know of a call, in a test: as a person gives it, but for the organization. */
export function boundForTest(given: BoundValues, organizationId: string): BoundValues {
  const bound: BoundValues = {};
  for (const [name, value] of Object.entries(given)) if (value) bound[name as keyof BoundValues] = value;
  bound.organization_id = organizationId;
  return bound;
}

export const getRun = (organizationId: string, id: string): Promise<ToolRunResource> =>
  withTenant(organizationId, async (tx) =>
    toRun(await tx.toolRun.findUniqueOrThrow({ where: { organizationId_id: { organizationId, id } } })),
  );

const MASK = "••••••••";

/** A system may say back what it was sent. */
export function withoutSecret(sent: Sent, secret: string | null): Sent {
  if (secret === null || sent.kind === "not_sent") return sent;
  const encoded = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), btoa(secret)];
  const text = encoded.reduce((rest, each) => rest.replaceAll(each, MASK), sent.text);
  return { ...sent, text };
}
