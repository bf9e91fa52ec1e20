import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Finding } from "@/lib/contracts/connections";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { checkBedrockAccount } from "../bedrock/check-account";
import { checkDeepgramAccount } from "../deepgram/check-account";
import { checkStripeAccount } from "../stripe/check-account";
import { checkTwilioAccount } from "../twilio/check-account";

/** Each way in which an account may be no good, as the vendors' stand-ins answer it, and what the check makes of it. */

const LIMIT_MS = 4_000;
let sandbox: Sandbox;
let silent: Server;
beforeAll(async () => {
  sandbox = await startSandbox({
    accountSid: `AC${"1".repeat(32)}`,
    authToken: "own",
    deepgramKeys: ["own"],
    awsKeys: ["own"],
  });
  silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  silent.close();
  silent.closeAllConnections();
  await sandbox.close();
});
beforeEach(() => {
  sandbox.controls.accounts.clear();
  sandbox.controls.faults.clearAll();
});
const set = (account: Parameters<Sandbox["controls"]["accounts"]["set"]>[0]) => sandbox.controls.accounts.set(account);
const silentUrl = () => `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
/** Nobody listens there. */
const NOWHERE = "http://127.0.0.1:9";
const codes = (findings: readonly Finding[]) => findings.map(({ code }) => code);

describe("a Twilio account", () => {
  const account = { accountSid: `AC${"2".repeat(32)}`, authToken: "2".repeat(32) };
  const known = { vendor: "twilio" as const, ...account };
  const check = (more: Partial<Parameters<typeof checkTwilioAccount>[0]> = {}) =>
    checkTwilioAccount({ ...account, baseUrl: sandbox.url, ...more }, LIMIT_MS);

  it("that works: whose it is, its numbers, what is left", async () => {
    set({ ...known, friendlyName: "Bright Dental" });
    expect(await check()).toEqual([
      { code: "twilio.signed_in", facts: { name: "Bright Dental" } },
      { code: "twilio.no_numbers", facts: {} },
      { code: "twilio.balance", facts: { amount: "$100.00" } },
    ]);
    const other = { accountSid: `AC${"5".repeat(32)}`, authToken: "5".repeat(32) };
    set({ vendor: "twilio", ...other });
    await fetch(`${sandbox.url}/2010-04-01/Accounts/${other.accountSid}/IncomingPhoneNumbers.json`, {
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`${other.accountSid}:${other.authToken}`).toString("base64")}` },
      body: new URLSearchParams({ PhoneNumber: "+14155550166" }),
    });
    expect(await check(other)).toContainEqual({ code: "twilio.numbers", facts: { count: 1 } });
  });

  it("with a wrong token, and one that does not exist", async () => {
    expect(codes(await check())).toEqual(["twilio.refused"]);
    set(known);
    expect(codes(await check({ authToken: "3".repeat(32) }))).toEqual(["twilio.refused"]);
  });

  it("that is suspended, a trial, nearly out of funds, or for tests alone", async () => {
    set({ ...known, status: "suspended" });
    expect(await check()).toContainEqual({ code: "twilio.not_active", facts: { status: "suspended" } });
    set({ ...known, type: "Trial", balance: "1.20" });
    expect(codes(await check())).toEqual([
      "twilio.signed_in",
      "twilio.trial",
      "twilio.no_numbers",
      "twilio.balance_low",
    ]);
    set({ ...known, testCredentials: true });
    expect(codes(await check())).toEqual(["twilio.test_credentials"]);
  });

  it("by an API key: one that works, one that was deleted", async () => {
    const apiKey = { sid: `SK${"4".repeat(32)}`, secret: "k".repeat(32) };
    set({ ...known, apiKeys: [apiKey] });
    expect(codes(await check({ apiKey }))).toEqual(["twilio.signed_in", "twilio.no_numbers", "twilio.balance"]);
    set(known);
    expect(codes(await check({ apiKey }))).toEqual(["twilio.key_refused"]);
  });

  it("at a Twilio that is throttling, broken, silent, or not there", async () => {
    set(known);
    sandbox.controls.faults.add({ vendor: "twilio", operation: "*", kind: "status", status: 429, count: 1 });
    expect(await check()).toEqual([{ code: "vendor.throttled", facts: { vendor: "twilio" } }]);
    sandbox.controls.faults.add({ vendor: "twilio", operation: "*", kind: "status", status: 500, count: 1 });
    expect(codes(await check())).toEqual(["vendor.trouble"]);
    expect(await checkTwilioAccount({ ...account, baseUrl: silentUrl() }, 300)).toEqual([
      { code: "vendor.timeout", facts: { vendor: "twilio", seconds: 0 } },
    ]);
    expect(await check({ baseUrl: NOWHERE })).toEqual([
      { code: "vendor.unreachable", facts: { vendor: "twilio", reason: "ECONNREFUSED" } },
    ]);
  });
});

describe("a Deepgram key", () => {
  const check = (apiKey = "theirs", baseUrl = sandbox.url.replace("http", "ws"), limitMs = LIMIT_MS) =>
    checkDeepgramAccount({ apiKey, baseUrl }, limitMs);
  const known = { vendor: "deepgram" as const, key: "theirs" };

  it("that works listens in two ways, speaks, and says what is left", async () => {
    set({ ...known, balanceUsd: 41.5 });
    expect(await check()).toEqual([
      { code: "deepgram.works", facts: { use: "Listening, English", model: "flux-general-en" } },
      { code: "deepgram.works", facts: { use: "Listening, other languages", model: "nova-3" } },
      { code: "deepgram.works", facts: { use: "Speaking", model: "aura-2-thalia-en" } },
      { code: "deepgram.balance", facts: { amount: "$41.50" } },
    ]);
    set({ ...known, scopes: ["usage:write"] });
    expect(codes(await check())).toEqual(["deepgram.works", "deepgram.works", "deepgram.works"]);
    set({ ...known, balanceUsd: 2 });
    expect(codes(await check())).toContain("deepgram.balance_low");
  });

  it("that is refused, may nothing, has no credits, or lacks a model", async () => {
    expect(codes(await check("unknown"))).toEqual(["deepgram.refused"]);
    set({ ...known, scopes: ["project:read"] });
    expect(codes(await check())).toEqual(["deepgram.no_scope"]);
    set({ ...known, balanceUsd: 0 });
    expect(codes(await check())).toEqual(["deepgram.no_credits"]);
    set({ ...known, deniedModels: ["flux"] });
    expect(await check()).toEqual([
      { code: "deepgram.no_model", facts: { use: "listening, english", model: "flux-general-en" } },
      expect.objectContaining({ code: "deepgram.works" }),
      expect.objectContaining({ code: "deepgram.works" }),
      expect.objectContaining({ code: "deepgram.balance" }),
    ]);
  });

  it("at a Deepgram that is throttling, silent, or not there", async () => {
    set(known);
    for (const operation of ["listen.v1", "listen.v2", "speak.v1"])
      sandbox.controls.faults.add({ vendor: "deepgram", operation, kind: "status", status: 429, count: 1 });
    expect(codes(await check())).toEqual(["vendor.throttled"]);
    expect(codes(await check("theirs", silentUrl().replace("http", "ws"), 300))).toEqual(["vendor.timeout"]);
    expect(await check("theirs", NOWHERE.replace("http", "ws"))).toEqual([
      { code: "vendor.unreachable", facts: { vendor: "deepgram", reason: "ECONNREFUSED" } },
    ]);
  });
});

describe("an AWS key", () => {
  const models = [
    { tier: "Fast", modelId: "us.anthropic.claude-haiku-4-5-20251001-v1:0" },
    { tier: "Balanced", modelId: "us.anthropic.claude-sonnet-4-6" },
    { tier: "Deep", modelId: "us.anthropic.claude-opus-4-6-v1" },
  ];
  const credentials = { accessKeyId: "AKIDTHEIRS", secretAccessKey: "right" };
  const known = { vendor: "bedrock" as const, ...credentials };
  const check = (more: Partial<Parameters<typeof checkBedrockAccount>[0]> = {}, limitMs = LIMIT_MS) =>
    checkBedrockAccount({ region: "us-east-1", endpoint: sandbox.url, credentials, ...more }, models, limitMs);

  it("that works gets an answer of each model, also as a Bedrock API key", async () => {
    set(known);
    expect(codes(await check())).toEqual(["bedrock.works", "bedrock.works", "bedrock.works"]);
    set({ vendor: "bedrock", apiKey: "ABSKtheirs" });
    expect(codes(await check({ bearerToken: "ABSKtheirs" }))).toEqual([
      "bedrock.works",
      "bedrock.works",
      "bedrock.works",
    ]);
  });

  it("that is unknown, has another secret, or is a Bedrock API key that AWS refuses", async () => {
    expect(codes(await check())).toEqual(["bedrock.key_refused"]);
    set(known);
    expect(codes(await check({ credentials: { ...credentials, secretAccessKey: "wrong" } }))).toEqual([
      "bedrock.signature",
    ]);
    expect(codes(await check({ bearerToken: "ABSKunknown" }))).toEqual(["bedrock.api_key_refused"]);
  });

  it.each([
    ["no_access", "bedrock.no_access"],
    ["no_use_case", "bedrock.no_use_case"],
    ["not_authorized", "bedrock.not_authorized"],
    ["unknown", "bedrock.unknown_model"],
    ["no_profile", "bedrock.unknown_model"],
    ["throttled", "bedrock.throttled"],
  ] as const)("whose models are %s: told for each, and as a part when others answer", async (trouble, code) => {
    set({ ...known, models: { "": trouble } });
    expect(codes(await check())).toEqual([code, code, code]);
    set({ ...known, models: { opus: trouble } });
    const findings = await check();
    expect(codes(findings)).toEqual(["bedrock.works", "bedrock.works", code]);
    expect(findings[2]?.facts).toMatchObject({
      tier: "Deep",
      model: models[2]?.modelId,
      region: "us-east-1",
      partial: 1,
    });
  });

  it("in a region where the account has nothing", async () => {
    set({ ...known, regions: ["eu-west-1"] });
    expect(codes(await check())).toEqual(["bedrock.no_access", "bedrock.no_access", "bedrock.no_access"]);
    expect(codes(await check({ region: "eu-west-1" }))).toEqual(["bedrock.works", "bedrock.works", "bedrock.works"]);
  });

  it("at a Bedrock that is silent or not there", async () => {
    expect(codes(await check({ endpoint: silentUrl() }, 300))).toEqual(["vendor.timeout"]);
    expect(codes(await check({ endpoint: NOWHERE }))).toEqual(["vendor.unreachable"]);
  });
});

describe("a Stripe key", () => {
  const check = (secretKey: string, baseUrl = sandbox.url) => checkStripeAccount({ secretKey, baseUrl }, LIMIT_MS);

  it("that works says whose it is and in which mode", async () => {
    set({ vendor: "stripe", secretKey: "sk_live_0123456789", accountName: "Bright Dental" });
    expect(await check("sk_live_0123456789")).toEqual([
      { code: "stripe.signed_in", facts: { name: "Bright Dental" } },
      { code: "stripe.live", facts: {} },
    ]);
    expect(codes(await check("sk_test_0123456789"))).toEqual(["stripe.signed_in", "stripe.test_mode"]);
  });

  it("that is refused, restricted too far, or of an account that is not active", async () => {
    expect(codes(await check("sk_live_unknown0000"))).toEqual(["stripe.refused"]);
    set({ vendor: "stripe", secretKey: "rk_live_0123456789" });
    expect(await check("rk_live_0123456789")).toContainEqual({
      code: "stripe.missing_right",
      facts: { right: "payment links read" },
    });
    set({ vendor: "stripe", secretKey: "sk_live_0123456789", chargesEnabled: false });
    expect(codes(await check("sk_live_0123456789"))).toContain("stripe.not_active");
  });

  it("at a Stripe that is not there", async () => {
    expect(codes(await check("sk_live_0123456789", NOWHERE))).toEqual(["vendor.unreachable"]);
  });
});
