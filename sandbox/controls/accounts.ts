import { z } from "zod";
import { mindName } from "./mind-book";

/**
 * Accounts at the vendors beside the sandbox's own, each with what is the matter with it. Known by what signs in: Twilio's account SID,
 * Deepgram's key, AWS's access key id or Bedrock key, Stripe's secret key.
 */

const twilioAccount = z.strictObject({
  vendor: z.literal("twilio"),
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/, "it is AC and 32 hexadecimal digits"),
  authToken: z.string().min(1),
  friendlyName: z.string().default("A customer of Twilio"),
  status: z.enum(["active", "suspended", "closed"]).default("active"),
  type: z.enum(["Full", "Trial"]).default("Full"),
  balance: z
    .string()
    .regex(/^-?\d+\.\d\d$/)
    .default("100.00"),
  /** Test credentials reach almost nothing. */
  testCredentials: z.boolean().default(false),
  /** Standard API keys: they may all but the account itself. */
  apiKeys: z.array(z.strictObject({ sid: z.string().regex(/^SK/), secret: z.string().min(1) })).default([]),
});

const deepgramKey = z.strictObject({
  vendor: z.literal("deepgram"),
  key: z.string().min(1),
  /** What the key's role allows: listening and speaking need usage:write. */
  scopes: z.array(z.string()).default(["project:read", "billing:read", "usage:write"]),
  balanceUsd: z.number().default(200),
  /** Models that the project may not use, by the beginning of their names. */
  deniedModels: z.array(z.string()).default([]),
});

const modelTrouble = z.enum(["no_access", "no_use_case", "not_authorized", "unknown", "throttled", "no_profile"]);
export type ModelTrouble = z.output<typeof modelTrouble>;

const awsKey = z
  .strictObject({
    vendor: z.literal("bedrock"),
    accessKeyId: z.string().min(1).optional(),
    secretAccessKey: z.string().min(1).optional(),
    /** A Bedrock API key, in place of the two. */
    apiKey: z.string().min(1).optional(),
    /** What is the matter with a model, by a part of its id; "" is every model. */
    models: z.record(z.string(), modelTrouble).default({}),
    /** How the models of this account answer: sensibly when missing. */
    mind: mindName.optional(),
    /** Where Bedrock serves this account; everywhere when missing. */
    regions: z.array(z.string()).optional(),
  })
  .refine(({ accessKeyId, secretAccessKey, apiKey }) => (apiKey ? !accessKeyId : accessKeyId && secretAccessKey), {
    error: "give accessKeyId and secretAccessKey, or apiKey",
  });

const stripeKey = z.strictObject({
  vendor: z.literal("stripe"),
  secretKey: z.string().regex(/^(sk|rk)_(test|live)_/),
  accountName: z.string().default("A customer of Stripe"),
  chargesEnabled: z.boolean().default(true),
  /** Of a restricted key: what it may, as rak_…; a secret key may all. */
  permissions: z.array(z.string()).default([]),
});

export const accountInput = z.union([twilioAccount, deepgramKey, awsKey, stripeKey]);

export type TwilioAccount = z.output<typeof twilioAccount>;
export type DeepgramKey = z.output<typeof deepgramKey>;
export type AwsKey = z.output<typeof awsKey>;
export type StripeKey = z.output<typeof stripeKey>;
type VendorAccount = z.output<typeof accountInput>;

export class AccountBook {
  private readonly accounts = new Map<string, VendorAccount>();

  /** Adds an account, or replaces the one that signs in with the same. */
  set(input: z.input<typeof accountInput>): VendorAccount {
    const account = accountInput.parse(input);
    this.accounts.set(`${account.vendor} ${signInOf(account)}`, account);
    return account;
  }

  list(): VendorAccount[] {
    return [...this.accounts.values()];
  }

  clear(): number {
    const { size } = this.accounts;
    this.accounts.clear();
    return size;
  }

  twilio(accountSid: string): TwilioAccount | undefined {
    return this.accounts.get(`twilio ${accountSid}`) as TwilioAccount | undefined;
  }

  deepgram(key: string): DeepgramKey | undefined {
    return this.accounts.get(`deepgram ${key}`) as DeepgramKey | undefined;
  }

  /** By access key id or Bedrock API key. */
  aws(signIn: string): AwsKey | undefined {
    return this.accounts.get(`bedrock ${signIn}`) as AwsKey | undefined;
  }

  stripe(secretKey: string): StripeKey | undefined {
    return this.accounts.get(`stripe ${secretKey}`) as StripeKey | undefined;
  }
}

function signInOf(account: VendorAccount): string {
  switch (account.vendor) {
    case "twilio":
      return account.accountSid;
    case "deepgram":
      return account.key;
    case "bedrock":
      return account.apiKey ?? account.accessKeyId ?? "";
    case "stripe":
      return account.secretKey;
  }
}

/** The last four characters of a secret: enough for a log to say which it was. */
export const endOf = (secret: string): string => `…${secret.slice(-4)}`;
