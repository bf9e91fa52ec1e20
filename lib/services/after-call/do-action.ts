import { randomUUID } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { OutcomeReference, OutcomeVerdict, ReadBack } from "@/lib/contracts/live/outcomes";
import type { AfterCallRun, ToolRun } from "@/lib/db/generated/client";
import { withTenant } from "@/lib/db/transaction";
import type { WrittenRecord } from "@/lib/domain/integrations/integration";
import { isWrong, judgeOutcome } from "@/lib/domain/proof/judge-outcome";
import { WORDS_OF_OUTCOME } from "@/lib/domain/proof/outcome-words";
import { redactCardsDeep } from "@/lib/domain/redaction/card-numbers";
import { readBackValues } from "@/lib/domain/tools/http-tool/read-back";
import { systemContext } from "../context";
import { useIntegrationTool } from "../integrations/use-integration-tool";
import { type OutcomeDeps, readReference } from "../proof/read-outcome";
import type { ToolCaller } from "../tools/tool-run";
import { useHttpTool } from "../tools/use-http-tool";
import type { ReadCall } from "./read-finished-call";
import { referenceIn } from "./run-row";
import type { LoadedAction } from "./step-actions";

type Read = { read: ReadBack; verdict: OutcomeVerdict };

/** What came of a try. `again`: nothing was done, or that can be found out before it is tried again; `atLast`: what it is when that never comes true. */
export type Came = { read?: Read } & (
  | { kind: "done"; reference: OutcomeReference | null; isLast?: boolean }
  | { kind: "again"; problem: string; atLast: "failed" | "unknown" }
  | { kind: "failed" | "unknown"; problem: string }
);

type About = {
  organizationId: string;
  action: LoadedAction;
  caller: ToolCaller;
  input: Record<string, string | number | boolean>;
  call: Pick<ReadCall, "businessId" | "timeZone">;
};

/** A system that writes a moment after it has answered is asked again before it is doubted. */
const AGAIN_MS = 600;
/** Refusals that pass: the request came too early, too slowly or too often. */
const PASSING = new Set([408, 425, 429]);

/**
 * Does it, in the name of the organization and for this call alone, and reads back what was done. `begin` is told which tool run it will be before anything is
 * sent; null: it said no, and nothing was sent.
 */
export async function doAction(
  about: About,
  deps: OutcomeDeps,
  begin: (toolRunId: string) => Promise<boolean>,
): Promise<Came | null> {
  const { organizationId, action, caller, input } = about;
  const runId = uuidv7();
  if (!(await begin(runId))) return null;
  const context = systemContext(organizationId, "after call", ["tools.run"], randomUUID());
  const use = action.http ? useHttpTool : useIntegrationTool;
  const answer = await use(context, { id: action.toolId, version: action.version }, caller, input, deps, { runId });
  const run = await findRun(organizationId, runId);
  if (!run)
    return { kind: "failed", problem: "It can’t be used any more: it was switched off, removed or disconnected." };
  return run.outcome === "done" ? prove(about, answer.reference ?? null, deps) : cameOf(about, run);
}

/** What became of the try before, where its end is not known; null: nothing was done by it, so it can be tried (again). */
export async function beforeAgain(about: About, toolRunId: string | null, deps: OutcomeDeps): Promise<Came | null> {
  const run = toolRunId === null ? null : await findRun(about.organizationId, toolRunId);
  if (!run) return null;
  // Whoever had it in hand died before that was written down.
  if (run.outcome === "done") return prove(about, referenceOf(about, run), deps);
  if (run.outcome !== "unknown" && run.outcome !== "running") return null;
  const lost = lostReference(about, run);
  if (!lost) return { kind: "unknown", problem: wordsOfLost(run) };
  const read = await look(about.organizationId, about.call, lost, deps);
  if (read.verdict === "absent") return null;
  if (read.verdict === "same" || read.verdict === "changed_since") return { kind: "done", reference: lost, read };
  if (read.verdict === "unreadable") return { kind: "again", problem: wordsOfLost(run), atLast: "unknown", read };
  return { kind: "unknown", problem: `${wordsOfLost(run)} Read back: ${WORDS_OF_OUTCOME[read.verdict]}.`, read };
}

/** How something that was done stands some time later. */
export async function readAgain(
  organizationId: string,
  row: AfterCallRun,
  call: About["call"],
  deps: OutcomeDeps,
): Promise<Came> {
  const reference = referenceIn(row.reference);
  if (!reference) return { kind: "done", reference: null, isLast: true };
  const read = await look(organizationId, call, reference, deps);
  if (isWrong(read.verdict)) return { kind: "failed", problem: wordsOfWrong(read.verdict), read };
  return { kind: "done", reference, isLast: true, read };
}

const findRun = (organizationId: string, id: string): Promise<ToolRun | null> =>
  withTenant(organizationId, (tx) => tx.toolRun.findUnique({ where: { organizationId_id: { organizationId, id } } }));

/** That a system says it was done is believed once it stands there. */
async function prove(about: About, reference: OutcomeReference | null, deps: OutcomeDeps): Promise<Came> {
  if (!reference) return { kind: "done", reference: null };
  const read = await look(about.organizationId, about.call, reference, deps);
  return isWrong(read.verdict)
    ? { kind: "failed", problem: wordsOfWrong(read.verdict), read }
    : { kind: "done", reference, read };
}

function cameOf(about: About, run: ToolRun): Came {
  const problem = sentence(run.problem ?? "It was not done");
  if (run.outcome === "refused")
    return PASSING.has(run.httpStatus ?? 0)
      ? { kind: "again", problem, atLast: "failed" }
      : { kind: "failed", problem };
  if (run.outcome === "not_sent" || run.outcome === "failed") return { kind: "again", problem, atLast: "failed" };
  return lostReference(about, run)
    ? { kind: "again", problem: wordsOfLost(run), atLast: "unknown" }
    : { kind: "unknown", problem: wordsOfLost(run) };
}

async function look(
  organizationId: string,
  { businessId, timeZone }: About["call"],
  reference: OutcomeReference,
  deps: OutcomeDeps,
): Promise<Read> {
  const ask = async (): Promise<Read> => {
    const read = await readReference(organizationId, { id: businessId, timeZone }, reference, deps);
    const { verdict } = judgeOutcome(read, null, { language: "en", timeZone, nowMs: deps.now().getTime() });
    return { read, verdict };
  };
  const first = await ask();
  if (!isWrong(first.verdict)) return first;
  await deps.wait(AGAIN_MS);
  return ask();
}

/** Where it can be read whether something was done whose answer was lost: by what was sent alone. */
function lostReference({ action, input, caller }: About, { version }: ToolRun): OutcomeReference | null {
  const values = action.http ? readBackValues(action.http, input, caller, null) : null;
  return values && { kind: "http", toolId: action.toolId, version, values: redactCardsDeep(values) };
}

function referenceOf(about: About, run: ToolRun): OutcomeReference | null {
  const { action } = about;
  if (action.http) return lostReference(about, run);
  const record = run.record as WrittenRecord | null;
  if (!record || !action.isReadBack || !action.vendor) return null;
  const fields = Object.entries(record.fields).map(([name, value]) => [name, value === null ? null : String(value)]);
  const { vendor, actionName } = action;
  return { kind: "integration", vendor, action: actionName, id: record.id, fields: Object.fromEntries(fields) };
}

const wordsOfWrong = (verdict: OutcomeVerdict): string =>
  `The system said that it was done, and it is not so. Read back: ${WORDS_OF_OUTCOME[verdict]}.`;

const wordsOfLost = ({ problem }: ToolRun): string =>
  `${sentence(problem ?? "No answer came")} It is not known whether it was done. Look there before it is tried again.`;

const sentence = (words: string): string =>
  `${words.charAt(0).toUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? "" : "."}`;
