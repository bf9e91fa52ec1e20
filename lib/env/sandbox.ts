import { z } from "zod";
import { socketAddress, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";

/** Which vendors are stand-ins, for the screens that say so. All of it is optional: without a sandbox every vendor is real. */
const SandboxEnvironment = z.object({
  SANDBOX_URL: webAddress("Where the vendors' stand-ins listen; set by `npm start`.").optional(),
  TWILIO_API_BASE_URL: webAddress("Another address for Twilio's REST API.").optional(),
  DEEPGRAM_BASE_URL: socketAddress("Another address for Deepgram, ws:// or wss://.").optional(),
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: webAddress("Another address for Amazon Bedrock.").optional(),
  STRIPE_API_BASE_URL: webAddress("Another address for Stripe's API.").optional(),
  SANDBOX_VENDORS: z.string().optional().describe("The vendors it stands in for, comma-separated; set by `npm start`."),
  DEMO_EMAIL: z.string().optional().describe("Offered on the sign-in page while there is a sandbox."),
  DEMO_PASSWORD: z.string().optional().describe("Offered on the sign-in page while there is a sandbox."),
});

export const sandboxEnv = environmentOf(SandboxEnvironment);
