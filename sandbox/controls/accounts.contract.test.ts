import { BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";
import Stripe from "stripe";
import twilio from "twilio";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { HAIKU } from "../bedrock/testing";
import { type Sandbox, startSandbox } from "../server/start";

/** What vendors say to accounts with which something is the matter, told to the vendors' own clients. */

const OWN = { accountSid: `AC${"1".repeat(32)}`, authToken: "1".repeat(32) };
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ ...OWN, deepgramKeys: ["known"], awsKeys: ["AKIDKNOWN"] });
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.controls.accounts.clear());
const accounts = () => sandbox.controls.accounts;

describe("Twilio", () => {
  const other = { vendor: "twilio" as const, accountSid: `AC${"2".repeat(32)}`, authToken: "2".repeat(32) };
  const client = (sid: string, token: string, accountSid = sid) => {
    const made = twilio(sid, token, { accountSid });
    made.api.baseUrl = sandbox.url;
    return made;
  };
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      ({ status, code }) => [status, code],
    );

  it("knows accounts beside its own, each with numbers of its own that can be called", async () => {
    accounts().set({ ...other, friendlyName: "Bright Dental", type: "Trial", balance: "3.50" });
    const theirs = client(other.accountSid, other.authToken);
    expect(await theirs.api.v2010.accounts(other.accountSid).fetch()).toMatchObject({
      friendlyName: "Bright Dental",
      type: "Trial",
      status: "active",
    });
    expect((await theirs.balance.fetch()).balance).toBe("3.50");
    const { sid, phoneNumber } = await theirs.incomingPhoneNumbers.create({ phoneNumber: "+14155550177" });
    expect((await theirs.incomingPhoneNumbers(sid).fetch()).accountSid).toBe(other.accountSid);
    const own = client(OWN.accountSid, OWN.authToken);
    expect(await own.incomingPhoneNumbers.list()).toEqual([]);
    const call = sandbox.twilio.placeCall({ to: phoneNumber });
    expect((await theirs.calls(call.callSid).fetch()).to).toBe(phoneNumber);
    expect(await refusal(own.calls(call.callSid).fetch())).toEqual([404, 20404]);
  });

  it("refuses a wrong token, an unknown account, and what test credentials, keys and suspended accounts may not", async () => {
    expect(await refusal(client(other.accountSid, "x").api.v2010.accounts(other.accountSid).fetch())).toEqual([
      401, 20003,
    ]);
    accounts().set({ ...other, status: "suspended", apiKeys: [{ sid: `SK${"3".repeat(32)}`, secret: "s" }] });
    expect(await refusal(client(other.accountSid, "x").api.v2010.accounts(other.accountSid).fetch())).toEqual([
      401, 20003,
    ]);
    const theirs = client(other.accountSid, other.authToken);
    expect((await theirs.api.v2010.accounts(other.accountSid).fetch()).status).toBe("suspended");
    expect(await refusal(theirs.incomingPhoneNumbers.list())).toEqual([403, 20005]);
    accounts().set({ ...other, apiKeys: [{ sid: `SK${"3".repeat(32)}`, secret: "s" }] });
    const byKey = client(`SK${"3".repeat(32)}`, "s", other.accountSid);
    expect(await byKey.incomingPhoneNumbers.list()).toEqual(expect.any(Array));
    expect(await refusal(byKey.api.v2010.accounts(other.accountSid).fetch())).toEqual([401, 20003]);
    accounts().set({ ...other, testCredentials: true });
    expect(await refusal(theirs.api.v2010.accounts(other.accountSid).fetch())).toEqual([403, 20008]);
  });
});

describe("Deepgram", () => {
  const open = (key: string, path = "/v2/listen?model=flux-general-en&encoding=mulaw&sample_rate=8000") =>
    new Promise<unknown>((resolve) => {
      const socket = new WebSocket(sandbox.url.replace("http", "ws") + path, {
        headers: { authorization: `Token ${key}` },
      });
      socket.once("open", () => (resolve("open"), socket.close()));
      socket.on("error", () => undefined);
      socket.once("unexpected-response", (_request, response) => {
        let body = "";
        response.on("data", (part: Buffer) => (body += part.toString()));
        response.on("end", () => resolve([response.statusCode, (JSON.parse(body) as { err_code: string }).err_code]));
      });
    });

  it("refuses unknown keys, keys without the scope, projects without credits or without the model", async () => {
    expect(await open("known")).toBe("open");
    expect(await open("unknown")).toEqual([401, "INVALID_AUTH"]);
    accounts().set({ vendor: "deepgram", key: "theirs" });
    expect(await open("theirs")).toBe("open");
    accounts().set({ vendor: "deepgram", key: "theirs", scopes: ["project:read"] });
    expect(await open("theirs")).toEqual([401, "INSUFFICIENT_PERMISSIONS"]);
    accounts().set({ vendor: "deepgram", key: "theirs", balanceUsd: 0 });
    expect(await open("theirs")).toEqual([402, "ASR_PAYMENT_REQUIRED"]);
    accounts().set({ vendor: "deepgram", key: "theirs", deniedModels: ["flux"] });
    expect(await open("theirs")).toEqual([403, "INSUFFICIENT_PERMISSIONS"]);
    expect(await open("theirs", "/v1/speak?model=aura-2-thalia-en&encoding=mulaw&sample_rate=8000")).toBe("open");
  });

  it("says what a project has left, to keys that may see it", async () => {
    const get = (path: string, key: string) =>
      fetch(sandbox.url + path, { headers: { authorization: `Token ${key}` } }).then(async (answer) => ({
        status: answer.status,
        body: (await answer.json()) as Record<string, Record<string, unknown>[]>,
      }));
    accounts().set({ vendor: "deepgram", key: "theirs", balanceUsd: 12.5 });
    const id = String((await get("/v1/projects", "theirs")).body["projects"]?.[0]?.["project_id"]);
    expect((await get(`/v1/projects/${id}/balances`, "theirs")).body["balances"]?.[0]).toMatchObject({
      amount: 12.5,
      units: "usd",
    });
    accounts().set({ vendor: "deepgram", key: "theirs", scopes: ["project:read", "usage:write"] });
    expect((await get(`/v1/projects/${id}/balances`, "theirs")).status).toBe(401);
    expect((await get(`/v1/projects/${id}/balances`, "known")).status).toBe(404);
  });
});

describe("Bedrock", () => {
  const ask = (accessKeyId: string, secretAccessKey: string, modelId = HAIKU, region = "eu-west-1") =>
    new BedrockRuntimeClient({
      region,
      endpoint: sandbox.url,
      credentials: { accessKeyId, secretAccessKey },
      maxAttempts: 1,
      requestHandler: new NodeHttpHandler(),
    })
      .send(new ConverseCommand({ modelId, messages: [{ role: "user", content: [{ text: "Hi" }] }] }))
      .then(
        () => "answered",
        (error: Error) => `${error.name}: ${error.message}`,
      );

  it("knows a signature by the secret, and refuses unknown keys", async () => {
    expect(await ask("AKIDKNOWN", "whatever")).toBe("answered");
    expect(await ask("AKIDUNKNOWN", "s")).toBe(
      "UnrecognizedClientException: The security token included in the request is invalid.",
    );
    accounts().set({ vendor: "bedrock", accessKeyId: "AKIDTHEIRS", secretAccessKey: "right" });
    expect(await ask("AKIDTHEIRS", "right")).toBe("answered");
    expect(await ask("AKIDTHEIRS", "wrong")).toMatch(
      /^InvalidSignatureException: The request signature we calculated does not match/,
    );
  });

  it("refuses models as AWS words it, and regions the account has none in", async () => {
    const set = (models: Parameters<ReturnType<typeof accounts>["set"]>[0] & { vendor: "bedrock" }) =>
      accounts().set(models);
    const key = { vendor: "bedrock" as const, accessKeyId: "AKIDTHEIRS", secretAccessKey: "right" };
    for (const [trouble, words] of [
      ["no_access", /^AccessDeniedException: You don't have access to the model/],
      ["no_use_case", /^ResourceNotFoundException: Model use case details have not been submitted/],
      [
        "not_authorized",
        /^AccessDeniedException: User: arn:aws:iam::.* is not authorized to perform: bedrock:InvokeModel/,
      ],
      ["unknown", /^ValidationException: The provided model identifier is invalid/],
      ["no_profile", /^ValidationException: Invocation of model ID .* with on-demand throughput/],
      ["throttled", /^ThrottlingException: Too many tokens per day/],
    ] as const) {
      set({ ...key, models: { haiku: trouble } });
      expect(await ask("AKIDTHEIRS", "right")).toMatch(words);
      expect(await ask("AKIDTHEIRS", "right", "us.anthropic.claude-sonnet-4-6")).toBe("answered");
    }
    set({ ...key, regions: ["us-east-1"] });
    expect(await ask("AKIDTHEIRS", "right")).toMatch(/^AccessDeniedException/);
    expect(await ask("AKIDTHEIRS", "right", HAIKU, "us-east-1")).toBe("answered");
  });

  it("takes Bedrock API keys that it knows", async () => {
    const ask = (key: string) =>
      fetch(`${sandbox.url}/model/${HAIKU}/converse`, {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
        body: JSON.stringify({ messages: [{ role: "user", content: [{ text: "Hi" }] }] }),
      });
    accounts().set({ vendor: "bedrock", apiKey: "ABSKknown" });
    expect((await ask("ABSKknown")).status).toBe(200);
    const refused = await ask("ABSKunknown");
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { Message: "Authentication failed: Please make sure your API Key is valid." },
    ]);
  });
});

it("Stripe knows live keys that were named, and what restricted ones may", async () => {
  const { hostname, port } = new URL(sandbox.url);
  const stripe = (key: string) =>
    new Stripe(key, { host: hostname, port: Number(port), protocol: "http", maxNetworkRetries: 0 });
  const error = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (thrown: Stripe.errors.StripeError) => [thrown.statusCode, thrown.message],
    );
  expect(await error(stripe("sk_live_unknown00").accounts.retrieveCurrent())).toEqual([
    401,
    "Invalid API Key provided: sk_live_*****wn00",
  ]);
  accounts().set({
    vendor: "stripe",
    secretKey: "rk_live_0123456789",
    accountName: "Bright Dental",
    permissions: ["rak_accounts_kyc_basic_read"],
  });
  const theirs = stripe("rk_live_0123456789");
  expect((await theirs.accounts.retrieveCurrent()).settings?.dashboard.display_name).toBe("Bright Dental");
  expect(await error(theirs.paymentLinks.list({ limit: 1 }))).toEqual([
    403,
    expect.stringContaining("Having the 'rak_payment_links_read' permission"),
  ]);
  expect((await stripe("sk_test_0123456789").paymentLinks.list({ limit: 1 })).data).toEqual([]);
});
