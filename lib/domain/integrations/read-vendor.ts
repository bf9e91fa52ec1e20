import type { RunResult, Sent } from "@/lib/domain/tools/http-tool/read-answer";
import { notSent, unclear } from "@/lib/domain/tools/http-tool/read-answer";
import type { Integration, IntegrationAction, VendorAnswer, VendorRequest } from "./integration";

const LONGEST_PROBLEM = 200;

/** Whether what came back says that the access token is not valid any more: then nothing was done. */
export function saysExpired(integration: Integration, sent: Sent): boolean {
  if (sent.kind !== "answer") return false;
  if (sent.status === 401) return true;
  return sent.status === 200 && (integration.refusalIn?.(parsed(sent.text))?.isExpired ?? false);
}

/** What came back of one request of an action: its answer, or what the run comes to. `hasChanged`: a request before it changed something. */
export function readVendor(
  integration: Integration,
  { effect }: Pick<IntegrationAction, "effect">,
  request: VendorRequest,
  sent: Sent,
  hasChanged: boolean,
): { answer: VendorAnswer } | { result: RunResult } {
  const { title } = integration;
  // What only looks something up before anything is changed has changed nothing, whatever became of it.
  const isOpen = (request.changes ?? false) || hasChanged;
  const lost = (problem: string) => ({
    result: isOpen || effect === "reads" ? unclear({ effect }, problem) : notSent({ effect }, problem),
  });
  if (sent.kind === "not_sent")
    return { result: hasChanged ? unclear({ effect }, sent.problem) : notSent({ effect }, sent.problem) };
  if (sent.kind === "broken") return lost(sent.problem);
  const { status } = sent;
  const json = sent.text.trim() === "" ? null : parsed(sent.text);
  if (request.expects?.includes(status)) return { answer: { status, json: json ?? null } };
  const refused = (problem: string, more = "") => {
    if (hasChanged) return { result: unclear({ effect }, problem) };
    const end =
      effect === "changes"
        ? "It was not done. Say so, and offer to take a message."
        : "It can't be looked up now. Say so; do not make anything up.";
    const told = { error: `${title} refused it${more}. ${end}` };
    return { result: { outcome: "refused" as const, problem, told } };
  };
  if (status === 429) return refused(`${title} takes no more requests for now (429)`, " for now, as it is busy");
  if (status >= 400 && status < 500) {
    const words = integration.problemIn(json)?.slice(0, LONGEST_PROBLEM);
    return refused(`${title} refused it (${status}${words ? `: ${words}` : ""})`);
  }
  if (status < 200 || status >= 300) return lost(`${title} answered with an error (${status})`);
  if (json === undefined) return lost("the answer is no JSON and cannot be read");
  const refusal = integration.refusalIn?.(json) ?? null;
  if (refusal) return refused(`${title} refused it (${refusal.code.slice(0, LONGEST_PROBLEM)})`);
  return { answer: { status, json } };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return undefined;
  }
}
