import { z } from "zod";
import { count, fetchAllow, port, portRange, secret, socketAddress, stunUrls, webAddress } from "./fields";
import { environmentOf } from "./parse-environment";
import { SharedEnvironment } from "./shared";

export const WorkerEnvironment = SharedEnvironment.extend({
  CALL_PORT: port(4000, "Where the call-worker listens, 0 to 65535."),
  WORKER_ID: z.string().max(100).optional().describe("A name for this worker; made up at every start when missing."),
  WORKER_PUBLIC_URL: webAddress(
    "Where Twilio reaches this very worker, when there are several behind PUBLIC_CALL_URL.",
  ).optional(),
  WORKER_URL: webAddress("Where the web app and other workers reach this worker.").optional(),
  DRAIN_CAP_MS: count(
    3_600_000,
    "How long calls in progress may go on after this worker is told to stop, in milliseconds.",
  ),
  WORKER_SLOTS: count(300, "How many calls this worker takes at once."),
  CALL_MEDIA_ADDRESS: z
    .union([z.ipv4(), z.ipv6()])
    .optional()
    .describe(
      "The public IP address at which browsers reach this worker's UDP ports, where it is not the machine's own.",
    ),
  CALL_MEDIA_PORTS: portRange(
    "The UDP ports for browsers' sound, first-last: 40000-40999. Any free ones when missing.",
  ),
  STUN_URLS: stunUrls,
  WEB_FETCH_ALLOW: fetchAllow,
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-zA-Z]{32}$/, "it must be AC and 32 more characters")
    .describe("Copy it from the Twilio console."),
  TWILIO_AUTH_TOKEN: secret("Copy it from the Twilio console."),
  TWILIO_API_BASE_URL: webAddress("Another address for Twilio's REST API.").optional(),
  DEEPGRAM_API_KEY: secret("Make one in the Deepgram console, API Keys."),
  DEEPGRAM_BASE_URL: socketAddress("Another address for Deepgram, ws:// or wss://.").optional(),
  AWS_REGION: z.string().default("us-east-1").describe("The AWS region whose Bedrock is used."),
  AWS_ACCESS_KEY_ID: z.string().optional().describe("Only where the machine has no role of its own."),
  AWS_SECRET_ACCESS_KEY: z.string().optional().describe("Only where the machine has no role of its own."),
  AWS_SESSION_TOKEN: z.string().optional().describe("With temporary AWS credentials only."),
  AWS_BEARER_TOKEN_BEDROCK: z.string().min(1).optional().describe("A Bedrock API key, in place of AWS credentials."),
  AWS_ENDPOINT_URL_BEDROCK_RUNTIME: webAddress("Another address for Amazon Bedrock.").optional(),
  BEDROCK_MODEL_FAST: z.string().optional().describe("A Bedrock model or inference profile id."),
  BEDROCK_MODEL_BALANCED: z.string().optional().describe("A Bedrock model or inference profile id."),
  BEDROCK_MODEL_DEEP: z.string().optional().describe("A Bedrock model or inference profile id."),
});
export type WorkerEnvironment = z.output<typeof WorkerEnvironment>;

export const workerEnv = environmentOf(WorkerEnvironment);
