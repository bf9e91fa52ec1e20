import { type Transaction, withSystemSql, withTenant } from "@/lib/db/transaction";
import type { Prisma } from "@/lib/db/generated/client";
import { whyNot } from "@/lib/domain/after-call/condition";
import { mapInput } from "@/lib/domain/after-call/map-input";
import { afterCallNews } from "@/lib/domain/notifications/news";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import { log } from "@/lib/log/log";
import { announceNews } from "../notifications/notify";
import { askByPrisma, type Told, writeNews } from "../notifications/write-news";
import type { OutcomeDeps } from "../proof/read-outcome";
import { beforeAgain, type Came, doAction, readAgain } from "./do-action";
import { readFinishedCall } from "./read-finished-call";
import { ruleIn } from "./run-row";
import { loadActions } from "./step-actions";

type Deps = OutcomeDeps & { budgetMs?: number };

const MINUTE_MS = 60_000;
/** Longer than one try takes, with what is read back of it. */
const LEASE_MS = 4 * MINUTE_MS;
const AT_ONCE = 4;
/** A call that goes on, or is being looked over, is asked after again. */
const POSTPONED_MS = 4_000;
/** After the first, second … try that came to nothing; then a person is told. */
const AGAIN_AFTER_MS = [MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, 40 * MINUTE_MS];
const MOST_TRIES = 8;
/** What was done is read once more: some systems give up later what they took. */
const READ_AGAIN_MS = 10 * MINUTE_MS;

/** A run in hand. Nothing is written of it once its lease has gone to somebody else. */
type Taken = { organizationId: string; callId: string; stepId: string; leaseUntil: Date };

/**
 * Does what is due after calls: each step once per call, however many processes do this, and never again where nobody knows whether it was done. What a vendor that
 * is away did not take is tried again within the hour. Managers are told of what came to nothing.
 */
export async function runDueSteps({ budgetMs = 20_000, ...deps }: Deps): Promise<number> {
  const startedAt = performance.now();
  let count = 0;
  const loop = async () => {
    while (performance.now() - startedAt < budgetMs) {
      const taken = await takeNext(deps.now());
      if (!taken) return;
      count += 1;
      await runStep(taken, deps).catch((error: unknown) => brokeDown(taken, error, deps));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loop));
  return count;
}

/** First tries of one call's steps are in their order; whoever waits to be tried again holds nobody up. */
async function takeNext(now: Date): Promise<Taken | null> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const { rows } = await withSystemSql("take a step after a call", (sql) =>
    sql.query<Omit<Taken, "leaseUntil">>(
      `update after_call_runs u set due_at = $2, state = case u.state when 'waiting' then 'running' else u.state end
       from (select organization_id, call_id, step_id from after_call_runs r where r.due_at <= $1 and not exists (
           select from after_call_runs e where e.organization_id = r.organization_id and e.call_id = r.call_id
             and (e.position, e.step_id) < (r.position, r.step_id) and r.state = 'waiting'
             and (e.state = 'running' or e.state = 'waiting' and e.attempts = 0))
         order by r.due_at, r.call_id, r.position limit 1 for update skip locked) d
       where u.organization_id = d.organization_id and u.call_id = d.call_id and u.step_id = d.step_id
       returning u.organization_id as "organizationId", u.call_id as "callId", u.step_id as "stepId"`,
      [now, leaseUntil],
    ),
  );
  return rows[0] ? { ...rows[0], leaseUntil } : null;
}

/** Till its lease runs out, then it is looked at again; what never works is told. */
async function brokeDown(taken: Taken, error: unknown, deps: Deps): Promise<void> {
  const { organizationId, callId, stepId } = taken;
  log.warn({ err: error, callId, stepId }, "a step after a call could not be done");
  await keep(taken, { attempts: { increment: 1 } })
    .then(async () => {
      const where = { organizationId_callId_stepId: { organizationId, callId, stepId } };
      const row = await withTenant(organizationId, (tx) => tx.afterCallRun.findUnique({ where }));
      if ((row?.attempts ?? 0) <= MOST_TRIES) return;
      const state = row?.toolRunId ? "unknown" : "failed";
      await finish(taken, { state, problem: "A fault of ours kept it from being done." }, "your business", false, deps);
    })
    .catch((lost: unknown) => log.warn({ err: lost, callId, stepId }, "that a step could not be done was not kept"));
}

async function runStep(taken: Taken, deps: Deps): Promise<void> {
  const { organizationId } = taken;
  const loaded = await withTenant(organizationId, (tx) => load(tx, taken));
  if (!loaded) return;
  const { row, call, step, rule, action } = loaded;
  const end = (state: "skipped" | "failed" | "unknown", problem: string, once = false) =>
    finish(taken, { state, problem }, call.businessName, once, deps);
  if (row.state === "done") {
    const came = await readAgain(organizationId, row, call, deps);
    return settle(taken, came, row.attempts, call.businessName, deps);
  }
  if (call.isOpen)
    return void (await keep(taken, { state: "waiting", dueAt: new Date(deps.now().getTime() + POSTPONED_MS) }));
  if (!step) return end("skipped", "The step was removed.");
  if (!step.enabled) return end("skipped", "The step was switched off.");
  if (!rule) return end("failed", "The step cannot be read. Save it again.", true);
  const reason = whyNot(rule.when, call.facts);
  if (reason) return end("skipped", reason);
  if (!action) return end("failed", "What it does is gone: its tool was removed. Choose another for the step.", true);
  if (action.problem && !action.isPassing) return end("failed", action.problem, true);
  const mapped = mapInput(action.parameters, rule.mapping, call.facts);
  const what = { name: step.name, action: `${action.source}: ${action.title}` };
  const shown = redactCardsDeep(mapped.input) as Prisma.InputJsonValue;
  if (mapped.skip) return end("skipped", mapped.skip);
  if (mapped.problem) {
    await keep(taken, { ...what, input: shown });
    return end("failed", `${mapped.problem} Nothing was sent.`);
  }
  const about = { organizationId, action, caller: call.caller, input: mapped.input, call };
  const before = await beforeAgain(about, row.toolRunId, deps);
  if (before) return settle(taken, before, row.attempts, call.businessName, deps);
  const attempts = row.attempts + 1;
  const came = await doAction(about, deps, (toolRunId) => keep(taken, { ...what, input: shown, toolRunId, attempts }));
  if (came) await settle(taken, came, attempts, call.businessName, deps);
}

async function load(tx: Transaction, { organizationId, callId, stepId, leaseUntil }: Taken) {
  const row = await tx.afterCallRun.findFirst({ where: { organizationId, callId, stepId, dueAt: leaseUntil } });
  const call = row && (await readFinishedCall(tx, organizationId, callId));
  if (!call) return null;
  const step = await tx.afterCallStep.findUnique({ where: { organizationId_id: { organizationId, id: stepId } } });
  const actions = step ? await loadActions(tx, organizationId, [step.toolId]) : null;
  return { row, call, step, rule: step && ruleIn(step.rule), action: actions?.get(step?.toolId ?? "") ?? null };
}

/** False: it is somebody else's by now. */
async function keep(
  { organizationId, callId, stepId, leaseUntil }: Taken,
  data: Prisma.AfterCallRunUpdateManyMutationInput,
): Promise<boolean> {
  const { count } = await withTenant(organizationId, (tx) =>
    tx.afterCallRun.updateMany({ where: { organizationId, callId, stepId, dueAt: leaseUntil }, data }),
  );
  return count > 0;
}

/** What came of a try: it is done, due again, or told to people. */
async function settle(taken: Taken, came: Came, attempts: number, businessName: string, deps: Deps): Promise<void> {
  const now = deps.now();
  const read = came.read
    ? { read: came.read.read as Prisma.InputJsonValue, verdict: came.read.verdict, checkedAt: now }
    : {};
  if (came.kind === "done") {
    const readsAgain = came.reference !== null && !came.isLast;
    await keep(taken, {
      ...{ state: "done", problem: null, finishedAt: came.isLast ? undefined : now, ...read },
      ...(came.reference ? { reference: came.reference as Prisma.InputJsonValue } : {}),
      dueAt: readsAgain ? new Date(now.getTime() + READ_AGAIN_MS) : null,
    });
    return;
  }
  const waitMs = came.kind === "again" ? AGAIN_AFTER_MS[attempts - 1] : undefined;
  if (waitMs !== undefined) {
    await keep(taken, { state: "waiting", problem: came.problem, dueAt: new Date(now.getTime() + waitMs), ...read });
    return;
  }
  const state = came.kind === "again" ? came.atLast : came.kind;
  await finish(taken, { state, problem: came.problem, ...read }, businessName, false, deps);
}

/** `once`: what is wrong is the step's, so that a day's calls are told of together. */
async function finish(
  taken: Taken,
  data: { state: "skipped" | "failed" | "unknown"; problem: string } & Prisma.AfterCallRunUpdateManyMutationInput,
  businessName: string,
  once: boolean,
  deps: Deps,
): Promise<void> {
  const { organizationId, callId, stepId, leaseUntil } = taken;
  const now = deps.now();
  const told = await withTenant(organizationId, async (tx): Promise<Told[]> => {
    const where = { organizationId, callId, stepId };
    const { count } = await tx.afterCallRun.updateMany({
      where: { ...where, dueAt: leaseUntil },
      data: { ...data, dueAt: null, finishedAt: now },
    });
    if (count === 0 || data.state === "skipped") return [];
    const row = await tx.afterCallRun.findFirstOrThrow({ where, select: { name: true } });
    const key = once ? `${stepId}:${now.toISOString().slice(0, 10)}` : `${callId}:${stepId}`;
    const news = afterCallNews({ callId, businessName, step: row.name, problem: data.problem, key });
    return writeNews(askByPrisma(tx), { organizationId, permission: "tools.write" }, news, now);
  });
  void announceNews(told);
}
