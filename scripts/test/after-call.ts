import type { CallAnalysisResult } from "@/lib/contracts/call-analysis";
import { withSystemSql } from "@/lib/db/transaction";
import { planAfterCall } from "@/lib/services/after-call/plan-runs";
import { type TestOrganization, withOwner } from "./database";
import { insert, type PlantedCall, plantCalls } from "./plant-call";

const FIELDS = [
  { key: "make", label: "Make of the car", kind: "text", ask: "The make of the car.", options: [] },
  { key: "seats", label: "Seats", kind: "number", ask: "How many seats it has.", options: [] },
];

/** Has a business look for two fields in its calls: `make` and `seats`. */
export async function plantFields(url: string, { organizationId, businessId }: TestOrganization): Promise<void> {
  const criterion = { key: "kind", label: "Kind", guide: "", component: "professionalism", judge: "model" };
  const sections = [{ name: "All", criteria: [{ ...criterion, weight: 1, autoFail: false }] }];
  const sampling = { lowScores: false, findings: false, share: 0 };
  await withOwner(url, (sql) =>
    insert(sql, "scorecards", {
      ...{ organization_id: organizationId, business_id: businessId, name: "Ours" },
      ...{ sections: JSON.stringify(sections), fields: JSON.stringify(FIELDS), sampling: JSON.stringify(sampling) },
    }),
  );
}

type Finished = PlantedCall & {
  /** What was found, by key. Null: nobody has looked it over. */
  found?: Record<string, string> | null;
  analysis?: "pending" | "done" | "missing";
};

/** A call that is over, looked over, and whose steps are planned as they are when the journal closes it. Returns its id. */
export async function plantFinishedCall(
  url: string,
  who: TestOrganization,
  { found = {}, analysis = "done", ...call }: Finished = {},
): Promise<string> {
  const { organizationId, businessId } = who;
  const [callId = ""] = await plantCalls(url, who, [{ columns: { outcome: "not_settled" }, ...call }]);
  if (found !== null)
    await withOwner(url, (sql) =>
      insert(sql, "call_analyses", {
        ...{ organization_id: organizationId, call_id: callId, business_id: businessId, state: analysis },
        ...{ due_at: new Date(), result: analysis === "done" ? JSON.stringify(resultOf(found)) : null },
      }),
    );
  await planCall(organizationId, callId);
  return callId;
}

export const planCall = (organizationId: string, callId: string): Promise<void> =>
  withSystemSql("calls that are over", (sql) => planAfterCall(sql, [{ organizationId, callId }]));

const resultOf = (found: Record<string, string>): CallAnalysisResult => ({
  ...{ summary: "The caller's car does not start.", intent: "To have it looked at.", outcome: "not_settled" as const },
  ...{ resolved: false, topics: [], actionItems: [], promises: [], claims: [], droppedQuotes: 0 },
  fields: FIELDS.map(({ key, label }) => ({ key, label, value: found[key] ?? null, quote: null })),
  mood: { by: "words", language: "en", points: [] },
  coverage: { lines: 1, given: 1 },
});
