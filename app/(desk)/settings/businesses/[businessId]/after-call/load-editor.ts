import "server-only";
import { formatPhone } from "@/components/format/phone";
import { listStepActions } from "@/lib/services/after-call/step-actions";
import { listCalls } from "@/lib/services/calls/list-calls";
import type { ServiceContext } from "@/lib/services/context";
import { getScorecard } from "@/lib/services/quality/scorecards";

const MOST_CALLS = 30;

/** What the editor of a step chooses from: actions, the fields that are looked for, calls to try it with. */
export async function loadEditor(context: ServiceContext, businessId: string, timeZone: string) {
  const mayTry = context.permissions.has("tools.run") && context.permissions.has("calls.read");
  const [actions, scorecard, past] = await Promise.all([
    listStepActions(context),
    context.permissions.has("quality.read") ? getScorecard(context, businessId) : null,
    mayTry ? listCalls(context, { businessId, limit: MOST_CALLS }) : null,
  ]);
  return {
    actions,
    fields: (scorecard?.fields ?? []).map(({ key, label }) => ({ key, label })),
    calls: (past?.calls ?? [])
      .filter(({ endedAt }) => endedAt !== null)
      .map(({ id, startedAt, direction, from, to }) => ({
        id,
        label: `${formatPhone(direction === "inbound" ? from : to)}, ${new Date(startedAt).toLocaleString("en-US", { dateStyle: "medium", timeStyle: "short", timeZone })}`,
      })),
    mayWrite: context.permissions.has("tools.write"),
    mayTry,
  };
}
