import { z } from "zod";

/** Whose account at each vendor an organization's calls use. */

export const CONNECTION_VENDORS = ["twilio", "deepgram", "bedrock", "stripe"] as const;
export const ConnectionVendor = z.enum(CONNECTION_VENDORS);
export type ConnectionVendor = z.infer<typeof ConnectionVendor>;

/** `none` is Stripe's alone: it is the one that nothing depends on. */
export const ConnectionMode = z.enum(["sandbox", "platform", "own", "none"]);
export type ConnectionMode = z.infer<typeof ConnectionMode>;

/** Regions that have Bedrock, with where they are. A region becomes part of an address: nothing else may. */
export const BEDROCK_REGIONS = {
  "us-east-1": "US East, N. Virginia",
  "us-east-2": "US East, Ohio",
  "us-west-2": "US West, Oregon",
  "ca-central-1": "Canada",
  "eu-central-1": "Europe, Frankfurt",
  "eu-central-2": "Europe, Zurich",
  "eu-north-1": "Europe, Stockholm",
  "eu-south-1": "Europe, Milan",
  "eu-south-2": "Europe, Spain",
  "eu-west-1": "Europe, Ireland",
  "eu-west-2": "Europe, London",
  "eu-west-3": "Europe, Paris",
  "ap-northeast-1": "Asia Pacific, Tokyo",
  "ap-northeast-2": "Asia Pacific, Seoul",
  "ap-northeast-3": "Asia Pacific, Osaka",
  "ap-south-1": "Asia Pacific, Mumbai",
  "ap-south-2": "Asia Pacific, Hyderabad",
  "ap-southeast-1": "Asia Pacific, Singapore",
  "ap-southeast-2": "Asia Pacific, Sydney",
  "sa-east-1": "South America, São Paulo",
  "us-gov-west-1": "AWS GovCloud, US West",
} as const;
export type BedrockRegion = keyof typeof BEDROCK_REGIONS;

const text = (problem: string) => z.string(problem).trim().min(1, problem);
/** What is left empty in a form is not given. */
const optional = (schema: z.ZodType<string>) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() === "" ? undefined : value), schema.optional());

export const TwilioCredentials = z
  .strictObject({
    accountSid: text("give the Account SID").regex(/^AC[0-9a-f]{32}$/, {
      error: ({ input }) =>
        String(input).startsWith("SK")
          ? "this is an API key's SID; the Account SID begins with AC"
          : "it is AC and 32 more characters, 0 to 9 and a to f",
    }),
    authToken: text("give the Auth Token: Twilio signs with it what it sends us").regex(/^[0-9a-f]{32}$/, {
      error: ({ input }) =>
        String(input).startsWith("AC")
          ? "this is the Account SID; the Auth Token stands below it in the console"
          : "it is 32 characters, 0 to 9 and a to f",
    }),
    apiKeySid: optional(
      z
        .string()
        .trim()
        .regex(/^SK[0-9a-f]{32}$/, "it is SK and 32 more characters"),
    ),
    apiKeySecret: optional(
      z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z]{32}$/, "it is 32 letters and digits"),
    ),
  })
  .refine(({ apiKeySid, apiKeySecret }) => (apiKeySid === undefined) === (apiKeySecret === undefined), {
    path: ["apiKeySecret"],
    error: "an API key needs both its SID and its secret",
  });
export type TwilioCredentials = z.output<typeof TwilioCredentials>;

export const DeepgramCredentials = z.strictObject({
  apiKey: text("give the API key").regex(/^[0-9A-Za-z_-]{32,128}$/, "it is 40 letters and digits, without spaces"),
});
export type DeepgramCredentials = z.output<typeof DeepgramCredentials>;

export const BedrockCredentials = z
  .strictObject({
    region: z.enum(Object.keys(BEDROCK_REGIONS) as [BedrockRegion, ...BedrockRegion[]], "choose a region"),
    accessKeyId: optional(
      z
        .string()
        .trim()
        .regex(/^AKIA[A-Z0-9]{16}$/, {
          error: ({ input }) =>
            String(input).startsWith("ASIA")
              ? "this key is a temporary one and would stop working within hours; make one for an IAM user"
              : "it is AKIA and 16 more capital letters and digits",
        }),
    ),
    secretAccessKey: optional(
      z
        .string()
        .trim()
        .regex(/^[0-9A-Za-z/+=]{40}$/, "it is 40 characters"),
    ),
    apiKey: optional(
      z
        .string()
        .trim()
        .regex(/^ABSK[0-9A-Za-z+/=]{60,400}$/, {
          error: ({ input }) =>
            String(input).startsWith("bedrock-api-key-")
              ? "this key is a short-term one and would stop working within hours; make a long-term one"
              : "a Bedrock API key begins with ABSK",
        }),
    ),
  })
  .check(({ value, issues }) => {
    const { accessKeyId, secretAccessKey, apiKey } = value;
    const refuse = (path: string, message: string) =>
      issues.push({ code: "custom", path: [path], message, input: value });
    if (apiKey !== undefined) {
      if (accessKeyId !== undefined || secretAccessKey !== undefined)
        refuse("apiKey", "give an API key or an access key, not both");
    } else if (accessKeyId === undefined) refuse("accessKeyId", "give an access key, or a Bedrock API key");
    else if (secretAccessKey === undefined) refuse("secretAccessKey", "give the secret that belongs to the access key");
  });
export type BedrockCredentials = z.output<typeof BedrockCredentials>;

export const StripeCredentials = z.strictObject({
  secretKey: text("give the secret key").regex(/^(sk|rk)_(test|live)_[0-9A-Za-z]{10,250}$/, {
    error: ({ input }) =>
      String(input).startsWith("pk_")
        ? "this is the publishable key; the secret key begins with sk_ or rk_"
        : "it begins with sk_live_, rk_live_, sk_test_ or rk_test_",
  }),
});
export type StripeCredentials = z.output<typeof StripeCredentials>;

export const CREDENTIALS = {
  twilio: TwilioCredentials,
  deepgram: DeepgramCredentials,
  bedrock: BedrockCredentials,
  stripe: StripeCredentials,
} as const;

export type CredentialsOf = {
  twilio: TwilioCredentials;
  deepgram: DeepgramCredentials;
  bedrock: BedrockCredentials;
  stripe: StripeCredentials;
};

/** What is asked of a change: another mode, with the account's credentials if it is the organization's own. */
export const ConnectionInput = z.strictObject({
  mode: ConnectionMode,
  credentials: z.record(z.string().max(64), z.string().max(4_096)).optional(),
});
export type ConnectionInput = z.input<typeof ConnectionInput>;

/** Something a check found: a code, and what fills its words (lib/domain/connections/finding-words.ts). */
export const Finding = z.strictObject({
  code: z.string().max(64),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Finding = z.infer<typeof Finding>;

export const ConnectionStatus = z
  .enum(["unchecked", "working", "attention", "failing"])
  .meta({ description: "`attention`: it works, but not all of it or not for long." });
export type ConnectionStatus = z.infer<typeof ConnectionStatus>;

export const ConnectionFinding = z
  .strictObject({
    code: z.string(),
    level: z.enum(["good", "warning", "problem"]),
    /** What was found. */
    title: z.string(),
    /** What it means and what to do; null where there is nothing to do. */
    advice: z.string().nullable(),
    /** The vendor's page where it is done. */
    link: z.url().nullable(),
  })
  .meta({ id: "ConnectionFinding" });
export type ConnectionFinding = z.infer<typeof ConnectionFinding>;

export const ConnectionResource = z
  .strictObject({
    vendor: ConnectionVendor,
    mode: ConnectionMode,
    /** What this installation lets one choose. */
    offered: z.array(ConnectionMode),
    status: ConnectionStatus,
    findings: z.array(ConnectionFinding),
    checkedAt: z.string().nullable(),
    /** Of an own account: its region whole, of everything else the last four characters. */
    shown: z.record(z.string(), z.string()),
    /** Grows with every change of mode or credentials. */
    revision: z.number().int(),
    changedAt: z.string().nullable(),
    changedByName: z.string().nullable(),
  })
  .meta({ id: "Connection" });
export type ConnectionResource = z.infer<typeof ConnectionResource>;

export const ConnectionList = z.strictObject({ connections: z.array(ConnectionResource) });
export type ConnectionList = z.infer<typeof ConnectionList>;

/** What a check found, of what is stored or of credentials that were only tried. */
export const ConnectionCheck = z.strictObject({
  vendor: ConnectionVendor,
  status: ConnectionStatus,
  findings: z.array(ConnectionFinding),
  checkedAt: z.string(),
});
export type ConnectionCheck = z.infer<typeof ConnectionCheck>;
