import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDirectoryStore } from "@/lib/adapters/object-store/directory-store";
import { MAX_KNOWLEDGE_FILE_BYTES } from "@/lib/contracts/knowledge";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { permissionsOf } from "@/lib/services/permissions";
import { createTestDatabase, createTestOrganization, type TestDatabase, withOwner } from "@/scripts/test/database";
import { addKnowledge } from "./add-knowledge";
import { addWebsite } from "./add-website";
import { deleteKnowledgeSource } from "./delete-knowledge-source";
import { listKnowledgeSources } from "./list-knowledge-sources";
import { listKeptFiles, readKeptFile } from "./open-file";
import { uploadKnowledgeFile } from "./upload-knowledge-file";

let test: TestDatabase;
const directory = mkdtempSync(path.join(tmpdir(), "knowledge-"));
const objects = createDirectoryStore(directory);
beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 3);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
  rmSync(directory, { recursive: true, force: true });
});

const refusal = (work: Promise<unknown>) => work.then(() => null).catch((error: unknown) => error);
const body = (...pieces: (string | Buffer)[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));
const guard = {
  allow: [],
  resolve: (host: string) =>
    host === "intranet.example"
      ? Promise.resolve(["10.0.0.7"])
      : host === "nobody.example"
        ? Promise.reject(Object.assign(new Error("not found"), { code: "ENOTFOUND" }))
        : Promise.resolve(["93.184.216.34"]),
};
const filesOf = (organizationId: string) => {
  try {
    return readdirSync(path.join(directory, organizationId, "knowledge"));
  } catch {
    return [];
  }
};

it("a file is kept sealed, comes back as it was given, and goes with its source", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const words = ["A first visit ", "is $165.", "\n".repeat(100_000)];
  const source = await uploadKnowledgeFile(
    context,
    { businessId, name: "C:\\desk\\Prices.txt" },
    body(...words),
    objects,
  );
  expect(source).toMatchObject({ kind: "file", name: "Prices.txt", mediaType: "text/plain", sizeBytes: 100_022 });
  expect(source.state).toBe("queued");
  expect(await listKnowledgeSources(context, businessId)).toEqual([source]);
  const stored = readFileSync(path.join(directory, organizationId, "knowledge", source.id));
  expect(stored.includes("visit")).toBe(false);
  const [kept] = await listKeptFiles(organizationId);
  expect((await readKeptFile(organizationId, kept!, objects)).toString()).toBe(words.join(""));
  await deleteKnowledgeSource(context, source.id, objects);
  expect([await listKnowledgeSources(context, businessId), filesOf(organizationId)]).toEqual([[], []]);
});

it("a stored file that was changed does not open", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  await uploadKnowledgeFile(context, { businessId, name: "a.md" }, body("# Prices"), objects);
  const [kept] = await listKeptFiles(organizationId);
  const stored = readFileSync(path.join(directory, kept!.objectKey));
  stored[15] = (stored[15] ?? 0) ^ 1;
  await objects.put(kept!.objectKey, body(stored));
  expect(await refusal(readKeptFile(organizationId, kept!, objects))).toBeInstanceOf(Error);
  await objects.put(kept!.objectKey, body(stored.subarray(0, 20)));
  expect(await refusal(readKeptFile(organizationId, kept!, objects))).toBeInstanceOf(Error);
});

it.each<[string, string, Buffer[]]>([
  ["kind that cannot be read", "plan.xlsx", [Buffer.from("PK\x03\x04")]],
  ["file is empty", "a.txt", []],
  ["although its name ends in .pdf", "a.pdf", [Buffer.from("\x89PNG", "latin1")]],
  ["is larger than 20 MB", "a.csv", Array.from({ length: 21 }, () => Buffer.alloc(MAX_KNOWLEDGE_FILE_BYTES / 20, "a"))],
])("is refused in words and leaves nothing: %s", async (words, name, pieces) => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const error = await refusal(uploadKnowledgeFile(context, { businessId, name }, Readable.from(pieces), objects));
  expect(error).toMatchObject({ code: "INVALID", fields: { file: expect.stringContaining(words) as unknown } });
  expect([await listKnowledgeSources(context, businessId), filesOf(organizationId)]).toEqual([[], []]);
});

it("an upload that breaks off leaves nothing, and the same file twice is there once", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("half of it");
      throw new Error("the browser went away");
    })(),
  );
  await expect(uploadKnowledgeFile(context, { businessId, name: "a.txt" }, broken, objects)).rejects.toThrow(
    "went away",
  );
  expect(filesOf(organizationId)).toEqual([]);
  const both = await Promise.all(
    ["a.txt", "b.txt"].map((name) =>
      refusal(uploadKnowledgeFile(context, { businessId, name }, body("same"), objects)),
    ),
  );
  expect(both.filter((error) => error === null)).toHaveLength(1);
  expect(both.find(Boolean)).toMatchObject({ code: "CONFLICT" });
  expect(filesOf(organizationId)).toHaveLength(1);
});

it("a page that a program adds keeps its tags, for questions to be narrowed to", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const deps = { guard, embedderFor: () => Promise.reject(new Error("nothing is embedded")) };
  const page = { businessId, kind: "page" as const, url: "www.brightdental.example/prices", tags: ["prices"] };
  expect((await addKnowledge(context, page, deps)).source).toMatchObject({ kind: "page", tags: ["prices"] });
});

it("a website is kept as people write it, once; what is not of the public internet is refused", async () => {
  const { context, businessId, organizationId } = await createTestOrganization(test.url);
  const add = (url: string) => addWebsite(context, { businessId, url }, guard);
  expect(await add(" www.brightdental.example/prices#fees ")).toMatchObject({
    kind: "website",
    name: "brightdental.example",
    url: "https://www.brightdental.example/prices",
    state: "queued",
  });
  expect(await refusal(add("https://www.brightdental.example/prices"))).toMatchObject({ code: "CONFLICT" });
  for (const wrong of [
    "intranet.example",
    "http://169.254.169.254/",
    "localhost:4000",
    "ftp://a.example",
    "nobody.example",
    "not an address",
  ])
    expect(await refusal(add(wrong)), wrong).toMatchObject({
      code: "INVALID",
      fields: { url: expect.any(String) as unknown },
    });
  expect(await listKnowledgeSources(context, businessId)).toHaveLength(1);
  const { rows } = await withOwner(test.url, (sql) =>
    sql.query("select action from audit_log where organization_id = $1", [organizationId]),
  );
  expect(rows).toEqual([{ action: "knowledge_source.added" }]);
});

it("everybody may look, managers may change", async () => {
  const { context, businessId } = await createTestOrganization(test.url);
  const viewer = { ...context, permissions: permissionsOf("viewer") };
  expect(await listKnowledgeSources(viewer, businessId)).toEqual([]);
  for (const work of [
    addWebsite(viewer, { businessId, url: "a.example" }, guard),
    uploadKnowledgeFile(viewer, { businessId, name: "a.txt" }, body("a"), objects),
    deleteKnowledgeSource(viewer, businessId, objects),
  ])
    expect(await refusal(work)).toMatchObject({ code: "FORBIDDEN" });
  const manager = { ...context, permissions: permissionsOf("manager") };
  expect(await addWebsite(manager, { businessId, url: "a.example" }, guard)).toMatchObject({ name: "a.example" });
});
