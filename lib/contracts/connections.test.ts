import { describe, expect, it } from "vitest";
import type { CREDENTIALS } from "./connections";
import { BedrockCredentials, DeepgramCredentials, StripeCredentials, TwilioCredentials } from "./connections";

const problemOf = (schema: (typeof CREDENTIALS)[keyof typeof CREDENTIALS], input: Record<string, string>) => {
  const { error } = schema.safeParse(input);
  return error ? `${error.issues[0]?.path.join(".")}: ${error.issues[0]?.message}` : null;
};
const SID = `AC${"0a".repeat(16)}`;
const TOKEN = "0a".repeat(16);

describe("Twilio's credentials", () => {
  it("are taken with white space around them, and with what was left empty", () => {
    expect(
      TwilioCredentials.parse({ accountSid: ` ${SID}\n`, authToken: TOKEN, apiKeySid: "", apiKeySecret: " " }),
    ).toEqual({
      accountSid: SID,
      authToken: TOKEN,
    });
  });
  it.each([
    [{ accountSid: `SK${"0a".repeat(16)}` }, "accountSid: this is an API key's SID; the Account SID begins with AC"],
    [{ accountSid: "AC123" }, "accountSid: it is AC and 32 more characters, 0 to 9 and a to f"],
    [{ accountSid: "" }, "accountSid: give the Account SID"],
    [{ authToken: SID }, "authToken: this is the Account SID; the Auth Token stands below it in the console"],
    [{ authToken: "short" }, "authToken: it is 32 characters, 0 to 9 and a to f"],
    [{ apiKeySid: `SK${"0a".repeat(16)}` }, "apiKeySecret: an API key needs both its SID and its secret"],
  ])("%o: %s", (change, problem) => {
    expect(problemOf(TwilioCredentials, { accountSid: SID, authToken: TOKEN, ...change })).toBe(problem);
  });
});

it("a Deepgram key is one word", () => {
  expect(problemOf(DeepgramCredentials, { apiKey: "0a".repeat(20) })).toBeNull();
  expect(problemOf(DeepgramCredentials, { apiKey: "two words that are long enough to be one" })).toContain(
    "without spaces",
  );
});

describe("AWS credentials", () => {
  const KEY = { region: "us-east-1", accessKeyId: `AKIA${"A2".repeat(8)}`, secretAccessKey: "s".repeat(40) };
  it("are an access key with its secret, or a long-term Bedrock key", () => {
    expect(problemOf(BedrockCredentials, KEY)).toBeNull();
    expect(problemOf(BedrockCredentials, { region: "eu-west-1", apiKey: `ABSK${"a".repeat(100)}` })).toBeNull();
  });
  it.each([
    [{ region: "us-east-1.evil.example/" }, "region: choose a region"],
    [
      { accessKeyId: `ASIA${"A2".repeat(8)}` },
      "accessKeyId: this key is a temporary one and would stop working within hours; make one for an IAM user",
    ],
    [{ secretAccessKey: "" }, "secretAccessKey: give the secret that belongs to the access key"],
    [{ accessKeyId: "", secretAccessKey: "" }, "accessKeyId: give an access key, or a Bedrock API key"],
    [{ apiKey: `ABSK${"a".repeat(100)}` }, "apiKey: give an API key or an access key, not both"],
    [
      { apiKey: "bedrock-api-key-YmVk" },
      "apiKey: this key is a short-term one and would stop working within hours; make a long-term one",
    ],
  ])("%o: %s", (change, problem) => {
    expect(problemOf(BedrockCredentials, { ...KEY, ...change })).toBe(problem);
  });
});

it("Stripe's publishable key is told from its secret one", () => {
  expect(problemOf(StripeCredentials, { secretKey: "rk_live_0123456789ab" })).toBeNull();
  expect(problemOf(StripeCredentials, { secretKey: "pk_live_0123456789ab" })).toContain("publishable");
});
