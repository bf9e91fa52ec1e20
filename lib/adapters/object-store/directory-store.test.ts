import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDirectoryStore } from "./directory-store";
import { objectStoreContract } from "./testing/object-store-contract";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "objects-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const store = () => createDirectoryStore(path.join(directory, "objects"));

objectStoreContract(store);

it("leaves no piece of a body that broke off on the disk", async () => {
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("half");
      throw new Error("the browser went away");
    })(),
  );
  await expect(store().put("org-1/broken/b", broken)).rejects.toThrow("went away");
  expect(readdirSync(path.join(directory, "objects/org-1/broken"))).toEqual([]);
});

it("is readable by its owner alone", async () => {
  await store().put("org-2/knowledge/c", Readable.from([Buffer.from("x")]));
  const modeOf = (name: string) => statSync(path.join(directory, "objects", name)).mode & 0o777;
  expect(modeOf("org-2")).toBe(0o700);
  expect(modeOf("org-2/knowledge/c")).toBe(0o600);
});
