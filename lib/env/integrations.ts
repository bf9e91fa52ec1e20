import { z } from "zod";
import { webAddress } from "./fields";
import { environmentOf } from "./parse-environment";

const app = (vendor: string) =>
  z.string().min(1).optional().describe(`Of the app that you have registered with ${vendor}.`);
const url = (vendor: string) => webAddress(`Another address for all of ${vendor}'s.`).optional();

/** The apps that this installation has registered with the vendors of integrations: where one is missing, its integration is not offered. */
export const IntegrationsEnvironment = z.object({
  GOOGLE_OAUTH_CLIENT_ID: app("Google"),
  GOOGLE_OAUTH_CLIENT_SECRET: app("Google"),
  GOOGLE_API_URL: url("Google"),
  CALENDLY_OAUTH_CLIENT_ID: app("Calendly"),
  CALENDLY_OAUTH_CLIENT_SECRET: app("Calendly"),
  CALENDLY_API_URL: url("Calendly"),
  SLACK_OAUTH_CLIENT_ID: app("Slack"),
  SLACK_OAUTH_CLIENT_SECRET: app("Slack"),
  SLACK_API_URL: url("Slack"),
  HUBSPOT_OAUTH_CLIENT_ID: app("HubSpot"),
  HUBSPOT_OAUTH_CLIENT_SECRET: app("HubSpot"),
  HUBSPOT_API_URL: url("HubSpot"),
  SALESFORCE_OAUTH_CLIENT_ID: app("Salesforce"),
  SALESFORCE_OAUTH_CLIENT_SECRET: app("Salesforce"),
  SALESFORCE_API_URL: url("Salesforce"),
  NOTION_OAUTH_CLIENT_ID: app("Notion"),
  NOTION_OAUTH_CLIENT_SECRET: app("Notion"),
  NOTION_API_URL: url("Notion"),
});
export type IntegrationsEnvironment = z.output<typeof IntegrationsEnvironment>;

export const integrationsEnv = environmentOf(IntegrationsEnvironment);
