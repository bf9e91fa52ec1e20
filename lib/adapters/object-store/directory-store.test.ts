import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDirectoryStore } from "./directory-store";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(path.join(tmpdir(), "objects-"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const store = () => createDirectoryStore(path.join(directory, "objects"));
const bytes = (content: string) => Readable.from([Buffer.from(content)]);

it("gives back what was put, replaced as a whole, and removed for good", async () => {
  await store().put("org-1/knowledge/a", bytes("first"));
  await store().put("org-1/knowledge/a", bytes("second"));
  expect(await text(await store().get("org-1/knowledge/a"))).toBe("second");
  await store().remove("org-1/knowledge/a");
  await store().remove("org-1/knowledge/a");
  await expect(store().get("org-1/knowledge/a")).rejects.toMatchObject({ code: "ENOENT" });
});

it("leaves nothing of a body that broke off, and keeps what was there", async () => {
  await store().put("org-1/knowledge/b", bytes("whole"));
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from("half");
      throw new Error("the browser went away");
    })(),
  );
  await expect(store().put("org-1/knowledge/b", broken)).rejects.toThrow("went away");
  expect((await buffer(await store().get("org-1/knowledge/b"))).toString()).toBe("whole");
  expect(readdirSync(path.join(directory, "objects/org-1/knowledge")).filter((name) => name !== "b")).toEqual([]);
});

it("is readable by its owner alone", async () => {
  await store().put("org-2/knowledge/c", bytes("x"));
  const modeOf = (name: string) => statSync(path.join(directory, "objects", name)).mode & 0o777;
  expect(modeOf("org-2")).toBe(0o700);
  expect(modeOf("org-2/knowledge/c")).toBe(0o600);
});

it("removes all of one organization and nothing of another", async () => {
  await store().put("org-3/knowledge/d", bytes("x"));
  await store().put("org-33/knowledge/e", bytes("y"));
  await store().removeAll("org-3");
  await expect(store().get("org-3/knowledge/d")).rejects.toMatchObject({ code: "ENOENT" });
  expect(await text(await store().get("org-33/knowledge/e"))).toBe("y");
});

it.each(["../secrets", "a/../../b", "/etc/passwd", "", "a//b", "a/b\0", "a\\b", "."])(
  "refuses the key %j, which could lead elsewhere",
  async (key) => {
    await expect((async () => store().put(key, bytes("x")))()).rejects.toThrow("is no object key");
    await expect((async () => store().get(key))()).rejects.toThrow("is no object key");
  },
);
