import type { IntegrationVendor } from "@/lib/contracts/integrations";
import type { Integration, IntegrationAction } from "./integration";
import { CALENDLY } from "./vendors/calendly";
import { GMAIL } from "./vendors/gmail";
import { GOOGLE_CALENDAR } from "./vendors/google-calendar";
import { HUBSPOT } from "./vendors/hubspot";
import { JIRA } from "./vendors/jira";
import { NOTION } from "./vendors/notion";
import { SALESFORCE } from "./vendors/salesforce";
import { SLACK } from "./vendors/slack";
import { WEBHOOK_CRM } from "./vendors/webhook-crm";

/** Every integration there is, in the order people see them. */
export const CATALOGUE: readonly Integration[] = [
  GOOGLE_CALENDAR,
  CALENDLY,
  GMAIL,
  SLACK,
  HUBSPOT,
  SALESFORCE,
  JIRA,
  NOTION,
  WEBHOOK_CRM,
];

const BY_VENDOR = new Map(CATALOGUE.map((integration) => [integration.vendor, integration]));

export const findIntegration = (vendor: string): Integration | null =>
  BY_VENDOR.get(vendor as IntegrationVendor) ?? null;

export const findAction = (vendor: string, name: string): IntegrationAction | null =>
  findIntegration(vendor)?.actions.find((action) => action.name === name) ?? null;
