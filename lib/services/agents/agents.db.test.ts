import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AgentConfig, type AgentConfigInput } from "@/lib/contracts/agent-config";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withTenantSql } from "@/lib/db/transaction";
import { resolveNumber } from "@/lib/services/inbound/resolve-number";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { archiveAgent, restoreAgent } from "./archive-agent";
import { createTool, deleteTool } from "../tools/save-tool";
import { compareVersions } from "./compare-versions";
import { createAgent } from "./create-agent";
import { discardDraft } from "./discard-draft";
import { duplicateAgent } from "./duplicate-agent";
import { exportAgent } from "./export-agent";
import { getAgent } from "./get-agent";
import { getPublishCheck } from "./get-publish-check";
import { getVersion } from "./get-version";
import { importAgent } from "./import-agent";
import { listAgents } from "./list-agents";
import { listVersions } from "./list-versions";
import { publishVersion } from "./publish-version";
import { rollBack } from "./roll-back";
import { saveDraft } from "./save-draft";
import { updateAgent } from "./update-agent";

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 6);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const config = (change: AgentConfigInput = {}) =>
  AgentConfig.parse({ instructions: { persona: "You are Ava." }, ...change });

/** A second manager of the same organization. */
function colleague(context: ServiceContext): ServiceContext {
  const member = {
    userId: "019a9e10-7c11-7b52-8e0f-51f3a1c2b099",
    name: "Cleo Adams",
    organizationId: context.organizationId,
    role: "manager" as const,
  };
  return memberContext(member, { requestId: "colleague" });
}

const edit = async (context: ServiceContext, agentId: string, change: AgentConfigInput) => {
  const { draft } = await getAgent(context, agentId);
  return saveDraft(context, agentId, { config: { ...draft.config, ...change }, expectedRevision: draft.revision });
};
const publish = async (context: ServiceContext, agentId: string, note = "") => {
  const { draft } = await getAgent(context, agentId);
  return publishVersion(context, agentId, { expectedRevision: draft.revision, note });
};

describe("a new agent", () => {
  it("is a draft that answers nobody until it is published", async () => {
    const { context, businessId } = await createTestOrganization(test.url);
    const agent = await createAgent(context, { businessId, name: "Night desk", config: config() });
    expect(agent).toMatchObject({ state: "draft", published: null, hasChanges: true, callsToday: 0, phoneNumbers: [] });
    expect(agent.draft).toMatchObject({ revision: 1, nextNumber: 1 });
    const published = await publish(context, agent.id, "First words");
    expect(published).toMatchObject({ state: "published", hasChanges: false });
    expect(published.published).toMatchObject({ number: 1, note: "First words", publishedBy: context.actor.name });
    expect((await listAgents(context)).agents.map(({ name }) => name)).toContain("Night desk");
  });

  it("belongs to a business of the organization", async () => {
    const [ours, theirs] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const foreign = createAgent(ours.context, { businessId: theirs.businessId, name: "Spy" });
    await expect(foreign).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a draft", () => {
  it("changes nothing of what is published", async () => {
    const { context, agentId, agentVersionId } = await createTestOrganization(test.url, { config: config() });
    const saved = await edit(context, agentId, { greeting: "Good day." });
    expect(saved).toMatchObject({ hasChanges: true, published: { id: agentVersionId } });
    expect((await getVersion(context, agentId, agentVersionId)).config.greeting).not.toBe("Good day.");
    expect(saved.draft.changes.at(-1)).toMatchObject({ what: ["Greeting"], byName: context.actor.name });
  });

  it("of two people who edit one the second is told who changed what, and loses nothing", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    const opened = await getAgent(context, agentId);
    const first = await edit(colleague(context), agentId, { greeting: "Hello from Cleo." });
    const second = saveDraft(context, agentId, {
      config: { ...opened.draft.config, temperature: 1 },
      expectedRevision: opened.draft.revision,
    });
    await expect(second).rejects.toMatchObject({
      code: "CONFLICT",
      message: expect.stringMatching(/^Cleo Adams changed Greeting at \d\d:\d\d UTC on \w+ \d+\. Nothing of yours/),
    });
    const merged = await saveDraft(context, agentId, {
      config: { ...first.draft.config, temperature: 1 },
      expectedRevision: first.draft.revision,
    });
    expect(merged.draft.config).toMatchObject({ greeting: "Hello from Cleo.", temperature: 1 });
  });

  it("saved by many at once from one revision is saved by exactly one of them", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    const { draft } = await getAgent(context, agentId);
    const all = await Promise.allSettled(
      ["A", "B", "C", "D"].map((greeting) =>
        saveDraft(context, agentId, { config: { ...draft.config, greeting }, expectedRevision: draft.revision }),
      ),
    );
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    for (const one of all) if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "CONFLICT" });
    expect((await getAgent(context, agentId)).draft.revision).toBe(draft.revision + 1);
  });

  it("begun before somebody published is out of date, though no draft was left", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    const opened = await getAgent(context, agentId);
    await edit(colleague(context), agentId, { greeting: "New." });
    await publish(colleague(context), agentId);
    const late = saveDraft(context, agentId, {
      config: { ...opened.draft.config, temperature: 1 },
      expectedRevision: opened.draft.revision,
    });
    await expect(late).rejects.toMatchObject({ code: "CONFLICT", message: /Cleo Adams published a version/ });
  });

  it("that is saved as it is makes no revision", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    const { draft } = await getAgent(context, agentId);
    const saved = await saveDraft(context, agentId, { config: draft.config, expectedRevision: draft.revision });
    expect(saved.draft.revision).toBe(draft.revision);
    expect(saved.hasChanges).toBe(false);
  });

  it("can be thrown away, back to what is published", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config({ greeting: "Old." }) });
    const { draft } = await edit(context, agentId, { greeting: "New." });
    await expect(discardDraft(context, agentId, draft.revision - 1)).rejects.toMatchObject({ code: "CONFLICT" });
    const left = await discardDraft(context, agentId, draft.revision);
    expect(left).toMatchObject({ hasChanges: false, draft: { config: { greeting: "Old." } } });
  });
});

describe("publishing", () => {
  it("is in force for the next call, and the version before is retired", async () => {
    const { context, agentId, agentVersionId, phoneNumber } = await createTestOrganization(test.url, {
      config: config(),
    });
    expect(await resolveNumber(phoneNumber, 0)).toMatchObject({ agentVersionId });
    await edit(context, agentId, { greeting: "Second." });
    const { published } = await publish(context, agentId, "Greets otherwise");
    expect(published).toMatchObject({ number: 2 });
    expect(await resolveNumber(phoneNumber, 0)).toMatchObject({ agentVersionId: published?.id });
    const { versions } = await listVersions(context, agentId);
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      [2, "published"],
      [1, "retired"],
    ]);
  });

  it("by two at once publishes one version", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    const { draft } = await edit(context, agentId, { greeting: "Second." });
    const both = await Promise.allSettled(
      [context, colleague(context)].map((who) => publishVersion(who, agentId, { expectedRevision: draft.revision })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await listVersions(context, agentId)).versions).toHaveLength(2);
  });

  it("what cannot work is refused with every reason, and changes nothing", async () => {
    const { context, agentId, organizationId } = await createTestOrganization(test.url, { config: config() });
    await withTenantSql(organizationId, (sql) => sql.query("update phone_numbers set active = false"));
    const facts = Array.from({ length: 200 }, (_, i) => `Fact ${i}: ${"word ".repeat(120)}`);
    await edit(context, agentId, {
      voice: "",
      instructions: { persona: "You are Ava.", facts },
      tools: ["transfer_to_person"],
    });
    const refused = await publish(context, agentId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "INVALID", message: expect.stringContaining("There is no phone number") });
    expect(Object.keys((refused as { fields: object }).fields).sort()).toEqual(["must", "person", "speaks", "uses"]);
    expect(
      (await getPublishCheck(context, agentId)).problems.filter(({ severity }) => severity === "blocks"),
    ).toHaveLength(4);
    expect((await getAgent(context, agentId)).published?.number).toBe(1);
  });

  it("nothing new is refused", async () => {
    const { context, agentId } = await createTestOrganization(test.url, { config: config() });
    await expect(publish(context, agentId)).rejects.toMatchObject({ code: "CONFLICT", message: /nothing new/ });
  });
});

describe("rolling back", () => {
  it("publishes the old settings as a new version and keeps the draft in work", async () => {
    const { context, agentId, agentVersionId, phoneNumber } = await createTestOrganization(test.url, {
      config: config({ greeting: "First." }),
    });
    await edit(context, agentId, { greeting: "Second." });
    await publish(context, agentId);
    await edit(context, agentId, { greeting: "Third, not ready." });
    const back = await rollBack(context, agentId, agentVersionId);
    expect(back).toMatchObject({ published: { number: 3, note: "Back to version 1" }, hasChanges: true });
    expect(back.draft).toMatchObject({ nextNumber: 4, config: { greeting: "Third, not ready." } });
    const answering = await resolveNumber(phoneNumber, 0);
    expect(answering).toMatchObject({ agentVersionId: back.published?.id });
    const { versions } = await listVersions(context, agentId);
    expect(versions.map(({ number, state, restoredFrom }) => [number, state, restoredFrom])).toEqual([
      [3, "published", 1],
      [2, "retired", null],
      [1, "retired", null],
    ]);
    expect((await getVersion(context, agentId, back.published?.id ?? "")).config.greeting).toBe("First.");
    expect((await publish(context, agentId)).published?.number).toBe(4);
  });

  it("to what is published, or to another agent's version, is refused", async () => {
    const { context, agentId, agentVersionId } = await createTestOrganization(test.url, { config: config() });
    const other = await duplicateAgent(context, agentId);
    await expect(rollBack(context, agentId, agentVersionId)).rejects.toMatchObject({ code: "CONFLICT" });
    await expect(rollBack(context, other.id, agentVersionId)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

it("says what differs between two versions, and between one and the draft", async () => {
  const { context, agentId, agentVersionId } = await createTestOrganization(test.url, { config: config() });
  await edit(context, agentId, { instructions: { persona: "You are Ava, and exact.", goals: ["Ask first."] } });
  const { changes, before, after } = await compareVersions(context, agentId, agentVersionId, "draft");
  expect([before?.number, after]).toEqual([1, null]);
  expect(changes.map(({ label }) => label)).toEqual(["Who it is", "Tasks"]);
  await expect(compareVersions(context, agentId, agentVersionId, agentId)).rejects.toMatchObject({ code: "NOT_FOUND" });
});

it("names the business's own tools in what differs, also one that is gone", async () => {
  const { context, agentId, agentVersionId } = await createTestOrganization(test.url, { config: config() });
  const tool = await createTool(context, {
    spec: {
      name: "order_status",
      title: "Order status",
      description: "Finds an order.",
      method: "GET",
      address: "https://orders.example.com/next",
      effect: "reads",
    },
  });
  await edit(context, agentId, { customTools: [tool.id] });
  const added = async () => (await compareVersions(context, agentId, agentVersionId, "draft")).changes;
  expect(await added()).toMatchObject([{ label: "Tools of your own", entries: [[{ text: "Order status" }]] }]);
  await deleteTool(context, tool.id);
  expect(await added()).toMatchObject([{ entries: [[{ text: "a tool that is no more" }]] }]);
});

describe("archiving", () => {
  it("waits until no number leads to the agent, and can be undone", async () => {
    const { context, agentId, organizationId } = await createTestOrganization(test.url, { config: config() });
    await expect(archiveAgent(context, agentId)).rejects.toMatchObject({
      code: "CONFLICT",
      message: /still answers \+1415/,
    });
    await withTenantSql(organizationId, (sql) => sql.query("update phone_numbers set agent_id = null"));
    expect(await archiveAgent(context, agentId)).toMatchObject({ state: "archived" });
    expect((await listAgents(context)).agents).toEqual([]);
    expect((await listAgents(context, { state: "archived" })).agents).toHaveLength(1);
    await expect(edit(context, agentId, { greeting: "Hi." })).rejects.toMatchObject({ code: "CONFLICT" });
    expect(await restoreAgent(context, agentId)).toMatchObject({ state: "published" });
  });
});

describe("a file of an agent", () => {
  it("goes out and comes back as the same agent", async () => {
    const [ours, theirs] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    await edit(ours.context, ours.agentId, { greeting: "Exported.", keyterms: ["Osei"] });
    const file = JSON.parse(JSON.stringify(await exportAgent(ours.context, ours.agentId))) as unknown;
    const taken = await importAgent(theirs.context, { businessId: theirs.businessId, file });
    expect(taken.draft.config).toEqual((await getAgent(ours.context, ours.agentId)).draft.config);
    expect(JSON.stringify(file)).not.toContain(ours.organizationId);
  });

  it("that is wrong makes nothing, and every wrong place is named", async () => {
    const { context, businessId } = await createTestOrganization(test.url);
    const bad = { format: "aybiza.agent", formatVersion: 1, name: "", config: { temperature: 3, voice: "robot" } };
    await expect(importAgent(context, { businessId, file: bad })).rejects.toMatchObject({
      code: "INVALID",
      fields: {
        name: "give the agent a name",
        "config.temperature": expect.any(String),
        "config.voice": expect.any(String),
      },
    });
    const misspelt = { format: "aybiza.agent", formatVersion: 1, name: "A", config: { instructions: { persna: "x" } } };
    await expect(importAgent(context, { businessId, file: misspelt })).rejects.toMatchObject({
      fields: { "config.instructions.persna": expect.stringContaining("no such setting") },
    });
    await expect(importAgent(context, { businessId, file: 7 })).rejects.toMatchObject({ code: "INVALID" });
    expect((await listAgents(context)).agents).toHaveLength(1);
  });
});

describe("an agent of another organization", () => {
  it("is not found by any verb", async () => {
    const [ours, theirs] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const { context } = ours;
    const id = theirs.agentId;
    const input = { config: config(), expectedRevision: 0 };
    for (const attempt of [
      () => getAgent(context, id),
      () => saveDraft(context, id, input),
      () => publishVersion(context, id, { expectedRevision: 0 }),
      () => rollBack(context, id, theirs.agentVersionId),
      () => listVersions(context, id),
      () => getVersion(context, id, theirs.agentVersionId),
      () => compareVersions(context, ours.agentId, ours.agentVersionId, theirs.agentVersionId),
      () => duplicateAgent(context, id),
      () => archiveAgent(context, id),
      () => restoreAgent(context, id),
      () => exportAgent(context, id),
      () => updateAgent(context, id, { name: "Ours" }),
      () => discardDraft(context, id, 0),
      () => getPublishCheck(context, id),
      () => getAgent(context, "no-id"),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect((await listAgents(context)).agents.map((agent) => agent.id)).toEqual([ours.agentId]);
  });

  it("and none may be changed by those who may only look", async () => {
    const { context, agentId, businessId, agentVersionId } = await createTestOrganization(test.url);
    const viewer = { ...context, permissions: permissionsOf("viewer") };
    expect(await getAgent(viewer, agentId)).toMatchObject({ id: agentId });
    for (const attempt of [
      () => createAgent(viewer, { businessId, name: "Mine" }),
      () => saveDraft(viewer, agentId, { config: config(), expectedRevision: 0 }),
      () => publishVersion(viewer, agentId, { expectedRevision: 0 }),
      () => rollBack(viewer, agentId, agentVersionId),
      () => duplicateAgent(viewer, agentId),
      () => archiveAgent(viewer, agentId),
      () => importAgent(viewer, { businessId, file: {} }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });
});

it("tells the audit what was done, without what people wrote", async () => {
  const { context, agentId, organizationId } = await createTestOrganization(test.url, { config: config() });
  await edit(context, agentId, { greeting: "Secret words." });
  await publish(context, agentId);
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query("select action, details from audit_log where organization_id = $1 order by seq", [organizationId]),
  );
  expect(rows).toMatchObject([
    { action: "agent.draft_saved", details: { fields: ["greeting"] } },
    { action: "agent.published", details: { number: 2, replaces: 1, changed: ["greeting"] } },
  ]);
  expect(JSON.stringify(rows)).not.toContain("Secret");
});

it("keeps what was published for ever: not even the application can remove a version", async () => {
  const { organizationId, agentVersionId } = await createTestOrganization(test.url);
  const remove = withTenantSql(organizationId, (sql) =>
    sql.query("delete from agent_versions where id = $1", [agentVersionId]),
  );
  await expect(remove).rejects.toThrow(/only drafts can be removed/);
});
