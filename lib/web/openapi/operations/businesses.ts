import { z } from "zod";
import { BusinessPage, BusinessProfile, BusinessResource } from "@/lib/contracts/api/businesses";
import { PageQuery } from "@/lib/contracts/api/paging";
import { defineOperation } from "../operation";
import { BUSINESS, BUSINESS_PROFILE } from "./business-examples";
import { BUSINESS_ID } from "./example-values";

export const BusinessParams = z.strictObject({
  businessId: z.string().meta({ description: "The business's id.", example: BUSINESS_ID }),
});

export const listBusinessesOperation = defineOperation({
  id: "listBusinesses",
  method: "GET",
  path: "/api/v1/businesses",
  tag: "Businesses",
  summary: "List businesses",
  description: "Oldest first.",
  scope: "businesses.read",
  query: z.strictObject(PageQuery.shape),
  response: BusinessPage,
  examples: { response: { businesses: [BUSINESS], nextCursor: null } },
});

export const getBusinessOperation = defineOperation({
  id: "getBusiness",
  method: "GET",
  path: "/api/v1/businesses/{businessId}",
  tag: "Businesses",
  summary: "Get a business's profile",
  scope: "businesses.read",
  params: BusinessParams,
  response: BusinessResource,
  refusals: [404],
  examples: { response: BUSINESS },
});

export const updateBusinessOperation = defineOperation({
  id: "updateBusiness",
  method: "PUT",
  path: "/api/v1/businesses/{businessId}",
  tag: "Businesses",
  summary: "Replace a business's profile",
  description:
    "Give the whole profile; what you leave out is refused, not kept. Calls in progress go on with what they began with.",
  scope: "businesses.write",
  params: BusinessParams,
  body: BusinessProfile,
  response: BusinessResource,
  refusals: [404],
  examples: { body: BUSINESS_PROFILE, response: BUSINESS },
});
