import { z } from "zod";
import { socketAddress, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";

/**
 * The installation's own accounts at the vendors, for what acts on behalf of an organization that has none. All of it is optional here; a
 * process that cannot do without says so in its own environment.
 */
export const VendorsEnvironment = z.object({
  SANDBOX_URL: webAddress("Where the vendors' stand-ins listen; set by `npm start`.").optional(),
  TWILIO_ACCOUNT_SID: z.string().optional().describe("From the Twilio console."),
  TWILIO_AUTH_TOKEN: z.string().optional().describe("From the Twilio console."),
  TWILIO_API_BASE_URL: webAddress("Another address for Twilio's REST API.").optional(),
  DEEPGRAM_API_KEY: z.string().optional().describe("Make one in the Deepgram console, API Keys."),
  DEEPGRAM_BASE_URL: socketAddress("Another address for Deepgram, ws:// or wss://.").optional(),
  AWS_REGION: z.string().default("us-east-1").describe("The AWS region whose Bedrock is used."),
  AWS_BEARER_TOKEN_BEDROCK: z.string().min(1).optional().describe("A Bedrock API key, in place of AWS credentials."),
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: webAddress("Another address for Amazon Bedrock.").optional(),
  BEDROCK_MODEL_FAST: z.string().optional().describe("A Bedrock model or inference profile id."),
  BEDROCK_MODEL_BALANCED: z.string().optional().describe("A Bedrock model or inference profile id."),
  BEDROCK_MODEL_DEEP: z.string().optional().describe("A Bedrock model or inference profile id."),
  STRIPE_API_BASE_URL: webAddress("Another address for Stripe's API.").optional(),
  OWN_ACCOUNTS_URL: webAddress(
    "Where organizations' own accounts are reached in place of the vendors: a proxy, or the sandbox to try refusals without an account.",
  ).optional(),
});
export type VendorsEnvironment = z.output<typeof VendorsEnvironment>;

export const vendorsEnv = environmentOf(VendorsEnvironment);
