import { z } from "zod";
import { PlanList } from "@/lib/contracts/api/plans";
import { PLANS } from "@/lib/domain/billing/plans";
import { defineOperation } from "../operation";

export const listPlansOperation = defineOperation({
  id: "listPlans",
  method: "GET",
  path: "/api/v1/plans",
  tag: "Plans",
  summary: "List plans",
  description: "All plans with their prices, what is included, and what happens at the limit.",
  scope: null,
  query: z.strictObject({}),
  response: PlanList,
  examples: { response: { plans: [PLANS.starter] } },
});
