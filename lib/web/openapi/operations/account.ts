import { z } from "zod";
import { Me } from "@/lib/contracts/api/me";
import { defineOperation } from "../operation";
import { ACCOUNT_ID, ORGANIZATION_ID } from "./example-values";

export const getMe = defineOperation({
  id: "getMe",
  method: "GET",
  path: "/api/v1/me",
  tag: "Account",
  summary: "Who am I",
  description: "The key or the person that asks, the organization it acts in, and what it may do there.",
  scope: null,
  query: z.strictObject({}),
  response: Me,
  examples: {
    response: {
      actor: { kind: "api_key", id: "019a9e2b-5f0e-7c3a-9d55-0d9b6d6d2c11", name: "CRM" },
      organization: {
        id: ORGANIZATION_ID,
        accountId: ACCOUNT_ID,
        name: "Bright Dental Group",
        timeZone: "America/Los_Angeles",
      },
      permissions: ["calls.read", "calls.start"],
      requestsPerMinute: 300,
    },
  },
});
