import { v7 as uuidv7 } from "uuid";
import { createStep, deleteStep } from "@/lib/services/after-call/save-step";
import type { ServiceContext } from "@/lib/services/context";
import { createTool } from "@/lib/services/tools/save-tool";
import { insert } from "@/scripts/test/plant-call";
import { withOwner } from "@/scripts/test/database";

/** What the access matrix has to know of what is done after calls: a step, the tool it uses, and that it failed for a call. */

type Own = { context: ServiceContext; organizationId: string; businessId: string; callId: string };
type Ids = { businessId: string; callId: string; stepId: string; changingToolId: string };

const specOf = (name: string) => ({
  ...{ name, title: "Order parts", description: "Orders parts.", method: "POST", effect: "changes" },
  // Nothing listens there, and nothing may be asked there.
  address: "http://127.0.0.1:9/orders",
});

export async function plantStep(own: Own, url: string): Promise<{ stepId: string; changingToolId: string }> {
  const { context, organizationId, businessId, callId } = own;
  const spec = specOf(`after_${uuidv7().replaceAll("-", "")}`);
  const { id: toolId } = await createTool(context, { spec });
  const { id: stepId } = await createStep(context, { businessId, toolId, name: "Parts" });
  const run = { organization_id: organizationId, call_id: callId, step_id: stepId, business_id: businessId };
  await withOwner(url, (sql) =>
    insert(sql, "after_call_runs", { ...run, position: 1, name: "Parts", state: "failed" }),
  );
  return { stepId, changingToolId: toolId };
}

/** What each needs that every organization has, made anew for each time it succeeds. */
export const prepareAfterCall = (url: () => string) => {
  const anew = (own: Own) => plantStep(own, url());
  return {
    deleteAfterCallStep: anew,
    retryAfterCallStep: anew,
    // All of them are named.
    orderAfterCallSteps: async (own: Own & { stepId: string }) => {
      await deleteStep(own.context, own.stepId).catch(() => undefined);
      const left = await ofBusiness(url(), own.businessId);
      for (const id of left) await deleteStep(own.context, id);
      return anew(own);
    },
  };
};

const ofBusiness = (url: string, businessId: string): Promise<string[]> =>
  withOwner(url, async (sql) => {
    const found = await sql.query<{ id: string }>("select id from after_call_steps where business_id = $1", [
      businessId,
    ]);
    return found.rows.map(({ id }) => id);
  });

/** Operations whose body, not their path, names what must be the organization's own. */
export const NAMING_AFTER_CALL = ["createAfterCallStep", "orderAfterCallSteps", "tryAfterCallStep"];

/** The body of an operation on what is done after calls; undefined for another. */
export function afterCallBody(id: string, ids: Ids): unknown {
  const { businessId, callId, stepId, changingToolId: toolId } = ids;
  const step = { businessId, toolId, name: "Parts" };
  if (id === "createAfterCallStep" || id === "updateAfterCallStep") return step;
  if (id === "orderAfterCallSteps") return { businessId, stepIds: [stepId] };
  return id === "tryAfterCallStep" ? { step, callId } : undefined;
}
