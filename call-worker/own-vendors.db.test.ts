import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { getConnections } from "@/lib/services/connections/get-connections";
import { noteRefusal } from "@/lib/services/connections/note-refusal";
import { listNotifications } from "@/lib/services/notifications/list-notifications";
import { OwnAccounts } from "@/lib/services/connections/own-accounts";
import { saveConnection } from "@/lib/services/connections/save-connection";
import { webhookSubject } from "@/lib/services/connections/webhook-subject";
import type { ServiceContext } from "@/lib/services/context";
import { type Sandbox, startSandbox } from "@/sandbox/server/start";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { plantCalls } from "@/scripts/test/plant-call";
import { createBedrockLanguageModel } from "./adapters/bedrock/bedrock-language-model";
import { createAuraTextToSpeech } from "./adapters/deepgram/aura-text-to-speech";
import { createFluxSpeechToText } from "./adapters/deepgram/flux-speech-to-text";
import { type CallVendors, createOwnVendors } from "./own-vendors";

/** Two organizations with accounts of their own and one without, each with the vendors that its calls get; who was asked is in the sandbox's log. */

let database: TestDatabase;
let sandbox: Sandbox;
let shared: CallVendors;
const refused: { organizationId: string; vendor: "deepgram" | "bedrock"; revision: number; message: string }[] = [];
const own = new OwnAccounts();
let vendors: ReturnType<typeof createOwnVendors>;

beforeAll(async () => {
  sandbox = await startSandbox({
    accountSid: `AC${"1".repeat(32)}`,
    authToken: "1".repeat(32),
    deepgramKeys: ["shared-deepgram-key"],
    awsKeys: ["AKIDSHARED"],
  });
  Object.assign(process.env, {
    OWN_ACCOUNTS_URL: sandbox.url,
    AWS_ACCESS_KEY_ID: "AKIDSHARED",
    AWS_SECRET_ACCESS_KEY: "shared-secret",
  });
  const deepgram = { apiKey: "shared-deepgram-key", baseUrl: sandbox.url.replace("http", "ws") };
  shared = {
    speechToText: createFluxSpeechToText(deepgram),
    textToSpeech: createAuraTextToSpeech(deepgram),
    languageModel: createBedrockLanguageModel({ region: "us-east-1", endpoint: sandbox.url }),
    models: {
      fast: "us.anthropic.claude-haiku-4-5-20251001-v1:0",
      standard: "us.anthropic.claude-sonnet-4-6",
      deep: "x",
    },
  };
  vendors = createOwnVendors({ own, shared, onRefused: (told) => void refused.push(told) });
  database = await createTestDatabase();
  await useDatabase(database.url);
});
afterAll(async () => {
  await sandbox.close();
  await closeDatabase();
  await database.drop();
});

async function connectOwn(context: ServiceContext, end: string): Promise<void> {
  const key = `${"d".repeat(36)}${end}`;
  const aws = { accessKeyId: `AKIAAAAAAAAAAAAA${end.toUpperCase()}`, secretAccessKey: `${"s".repeat(36)}${end}` };
  sandbox.controls.accounts.set({ vendor: "deepgram", key });
  sandbox.controls.accounts.set({ vendor: "bedrock", ...aws });
  await saveConnection(context, "deepgram", { mode: "own", credentials: { apiKey: key } });
  await saveConnection(context, "bedrock", { mode: "own", credentials: { region: "eu-west-1", ...aws } });
}

/** Hears, speaks and thinks once as a call of the organization does; gives what the vendors' log says of it. */
async function useOnce(organizationId: string) {
  const since = sandbox.controls.requestLog.newestSeq;
  const { speechToText, textToSpeech, languageModel, models } = await vendors.of(organizationId);
  const outcome = await Promise.all([
    new Promise<string>((resolve) => {
      const stream = speechToText.open(
        {
          language: "en-US",
          endOfTurnThreshold: 0.7,
          eagerEndOfTurnThreshold: null,
          endOfTurnTimeoutMs: 3_000,
          keyterms: [],
        },
        {
          onOpen: () => (stream.close(), resolve("heard")),
          onRecognition: () => undefined,
          onLost: ({ message }) => resolve(message),
        },
      );
    }),
    new Promise<string>((resolve) => {
      const stream = textToSpeech.open(
        { voice: "aura-2-thalia-en" },
        {
          onOpen: () => (stream.close(), resolve("spoke")),
          onAudio: () => undefined,
          onFinished: () => undefined,
          onLost: ({ message }) => resolve(message),
        },
      );
    }),
    new Promise<string>((resolve) =>
      languageModel.run(
        {
          model: models.fast,
          system: "You answer the telephone.",
          situation: "",
          messages: [{ role: "user", content: [{ kind: "text", text: "Hello" }] }],
          tools: [],
          maxTokens: 20,
          temperature: 0,
          thinkingBudgetTokens: null,
        },
        (event) => {
          if (event.kind === "done") resolve("thought");
          if (event.kind === "failed") resolve(event.message);
        },
      ),
    ),
  ]);
  const entries = sandbox.controls.requestLog.list({ sinceSeq: since });
  const keys = new Set(entries.map(({ detail }) => detail?.["key"]).filter((key) => key !== undefined));
  return { outcome, keys: [...keys].sort() };
}

test("each organization's calls use its own accounts, others' the installation's; a change holds from the next refresh on", async () => {
  const [one, two, none] = await Promise.all([1, 2, 3].map(() => createTestOrganization(database.url)));
  if (!one || !two || !none) throw new Error("no organizations");
  await connectOwn(one.context, "aaaa");
  await connectOwn(two.context, "bbbb");
  await own.refresh();
  const done = ["heard", "spoke", "thought"];
  expect(await useOnce(one.organizationId)).toEqual({ outcome: done, keys: ["…AAAA", "…aaaa"] });
  expect(await useOnce(two.organizationId)).toEqual({ outcome: done, keys: ["…BBBB", "…bbbb"] });
  expect(await useOnce(none.organizationId)).toEqual({ outcome: done, keys: ["…ARED", "…-key"].sort() });
  expect(await vendors.of(none.organizationId)).toBe(shared);

  await saveConnection(one.context, "deepgram", { mode: "platform" });
  await connectOwn(two.context, "cccc");
  await own.refresh();
  expect((await useOnce(one.organizationId)).keys).toEqual(["…-key", "…AAAA"].sort());
  expect((await useOnce(two.organizationId)).keys).toEqual(["…CCCC", "…cccc"]);

  // The key is deleted at the vendor: the call says whose it was, nothing else is used, and the connection shows it.
  sandbox.controls.accounts.clear();
  const { outcome, keys } = await useOnce(two.organizationId);
  for (const said of outcome) expect(said).toMatch(/^Your own account: /);
  expect(keys).toEqual([]);
  expect(new Set(refused.map(({ vendor }) => vendor))).toEqual(new Set(["deepgram", "bedrock"]));
  for (const { organizationId, ...told } of refused) await noteRefusal(organizationId, told, new Date());
  for (const { organizationId, ...told } of refused) await noteRefusal(organizationId, told, new Date());
  // Whoever may do something about it is told, once for each account.
  const { notifications } = await listNotifications(two.context, { type: "system_update" });
  expect(notifications.map(({ title }) => title).sort()).toEqual([
    "Amazon Bedrock refused your account in a call",
    "Deepgram refused your account in a call",
  ]);
  const { connections } = await getConnections(two.context);
  expect(connections.find(({ vendor }) => vendor === "deepgram")).toMatchObject({
    status: "failing",
    findings: expect.arrayContaining([expect.objectContaining({ code: "calls.refused", level: "problem" })]) as unknown,
  });
});

test("a process that starts knows of own accounts before its first call", async () => {
  const { context, organizationId } = await createTestOrganization(database.url);
  await connectOwn(context, "dddd");
  const fresh = createOwnVendors({ own: new OwnAccounts(), shared, onRefused: () => undefined });
  expect(await fresh.of(organizationId)).not.toBe(shared);
});

test("a webhook is about one organization only when all that it says agrees", async () => {
  const [ours, theirs] = [await createTestOrganization(database.url), await createTestOrganization(database.url)];
  const [theirCall = ""] = await plantCalls(database.url, theirs, [{}]);
  const theirSid = `CA${randomUUID().replaceAll("-", "")}`;
  await withOwner(database.url, (sql) =>
    sql.query("update calls set provider_call_sid = $2 where id = $1", [theirCall, theirSid]),
  );
  const about = (facts: Partial<Parameters<typeof webhookSubject>[0]>) =>
    webhookSubject(
      { named: null, direction: "inbound", to: ours.phoneNumber, providerCallSid: "CA-new", ...facts },
      Date.now(),
    );
  expect(await about({})).toBe(ours.organizationId);
  expect(await about({ named: ours.organizationId })).toBe(ours.organizationId);
  expect(await about({ to: theirs.phoneNumber })).toBe(theirs.organizationId);
  // Ours by its address, theirs by the number that is called, or by the call it would change.
  expect(await about({ named: ours.organizationId, to: theirs.phoneNumber })).toBeNull();
  expect(await about({ providerCallSid: theirSid })).toBeNull();
  expect(await about({ named: ours.organizationId, direction: "outbound", providerCallSid: theirSid })).toBeNull();
  expect(await about({ direction: "outbound" })).toBeNull();
  expect(await about({ to: "+19995550000" })).toBeNull();
});
