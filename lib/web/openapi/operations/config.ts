import { z } from "zod";
import {
  BusinessConfig,
  BusinessConfigChange,
  BusinessConfigPage,
  BusinessUsage,
  CreateBusiness,
  DeletedBusiness,
} from "@/lib/contracts/api/businesses";
import { PageQuery } from "@/lib/contracts/api/paging";
import { defineOperation } from "../operation";
import { BUSINESS_CONFIG, BUSINESS_PROFILE, BUSINESS_SETTINGS } from "./business-examples";
import { BusinessParams } from "./businesses";
import { BUSINESS_ID } from "./example-values";

export const listBusinessConfigsOperation = defineOperation({
  id: "listBusinessConfigs",
  method: "GET",
  path: "/api/v1/config/business",
  tag: "Businesses",
  summary: "List businesses with their settings",
  description: "Oldest first.",
  scope: "businesses.read",
  query: z.strictObject(PageQuery.shape),
  response: BusinessConfigPage,
  examples: { response: { businesses: [BUSINESS_CONFIG], nextCursor: null } },
});

export const createBusinessConfigOperation = defineOperation({
  id: "createBusinessConfig",
  method: "POST",
  path: "/api/v1/config/business",
  tag: "Businesses",
  summary: "Make a business",
  description:
    "Name, type and industry are enough: hours, voice, quality and escalation come from the template of the type and the trade. What you give wins.",
  scope: "businesses.write",
  body: CreateBusiness,
  response: BusinessConfig,
  status: 201,
  once: true,
  refusals: [409],
  examples: {
    body: { name: "Bright Dental Berkeley", type: "appointments", industry: "Dental practice", city: "Berkeley" },
    response: { ...BUSINESS_CONFIG, name: "Bright Dental Berkeley", city: "Berkeley" },
  },
});

export const getBusinessConfigOperation = defineOperation({
  id: "getBusinessConfig",
  method: "GET",
  path: "/api/v1/config/business/{businessId}",
  tag: "Businesses",
  summary: "Get a business with its settings",
  scope: "businesses.read",
  params: BusinessParams,
  response: BusinessConfig,
  refusals: [404],
  examples: { response: BUSINESS_CONFIG },
});

export const updateBusinessConfigOperation = defineOperation({
  id: "updateBusinessConfig",
  method: "PUT",
  path: "/api/v1/config/business/{businessId}",
  tag: "Businesses",
  summary: "Replace a business's profile and settings",
  description:
    "Give the whole profile. `quality` and `escalation` may be left out: then they stay as they are; given, each is replaced whole.",
  scope: "businesses.write",
  params: BusinessParams,
  body: BusinessConfigChange,
  response: BusinessConfig,
  refusals: [404],
  examples: { body: { ...BUSINESS_PROFILE, quality: BUSINESS_SETTINGS.quality }, response: BUSINESS_CONFIG },
});

export const deleteBusinessConfigOperation = defineOperation({
  id: "deleteBusinessConfig",
  method: "DELETE",
  path: "/api/v1/config/business/{businessId}",
  tag: "Businesses",
  summary: "Delete a business",
  description:
    "Refused while numbers, calls, messages or published agents hang on it; ask for its usage first. Drafts and knowledge sources go with it.",
  scope: "businesses.write",
  params: BusinessParams,
  response: DeletedBusiness,
  refusals: [404, 409],
  examples: { response: { id: BUSINESS_ID, deleted: true } },
});

export const businessUsageOperation = defineOperation({
  id: "getBusinessUsage",
  method: "GET",
  path: "/api/v1/config/business/{businessId}/usage",
  tag: "Businesses",
  summary: "Get what hangs on a business",
  scope: "businesses.read",
  params: BusinessParams,
  response: BusinessUsage,
  refusals: [404],
  examples: {
    response: {
      businessId: BUSINESS_ID,
      agents: 2,
      publishedAgents: 1,
      phoneNumbers: 1,
      calls: 214,
      messages: 31,
      knowledgeSources: 3,
      mayBeDeleted: false,
      obstacles: ["1 phone number rings here. Release it first, or give it to another business."],
      goesAlong: ["2 agents with their drafts and versions"],
    },
  },
});
