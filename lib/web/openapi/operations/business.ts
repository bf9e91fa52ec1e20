import { z } from "zod";
import { BusinessProfile, BusinessResource } from "@/lib/contracts/api/businesses";
import { defineOperation } from "../operation";
import { BUSINESS, BUSINESS_PROFILE } from "./business-examples";
import { listPlansOperation, subscribeOperation } from "./plans";

/** For those who have one business, which is most: without its id. The same verbs as /businesses, /plans and /subscribe. */

const Which = z.strictObject({
  business: z
    .uuid("it must be a business's id")
    .optional()
    .meta({ description: "Its id; needed where the organization has several." }),
});

export const getBusinessProfileOperation = defineOperation({
  id: "getBusinessProfile",
  method: "GET",
  path: "/api/v1/business/profile",
  tag: "Businesses",
  summary: "Get the business's profile",
  scope: "businesses.read",
  query: Which,
  response: BusinessResource,
  refusals: [404],
  examples: { response: BUSINESS },
});

export const updateBusinessProfileOperation = defineOperation({
  id: "updateBusinessProfile",
  method: "PUT",
  path: "/api/v1/business/profile",
  tag: "Businesses",
  summary: "Replace the business's profile",
  description: "Give the whole profile; what you leave out is refused, not kept.",
  scope: "businesses.write",
  query: Which,
  body: BusinessProfile,
  response: BusinessResource,
  refusals: [404],
  examples: { body: BUSINESS_PROFILE, response: BUSINESS },
});

export const listBusinessPlansOperation = defineOperation({
  ...listPlansOperation,
  id: "listBusinessPlans",
  path: "/api/v1/business/plans",
});

export const subscribeBusinessOperation = defineOperation({
  ...subscribeOperation,
  id: "subscribeBusiness",
  path: "/api/v1/business/subscribe",
});
