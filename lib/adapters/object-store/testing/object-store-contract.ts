import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { expect, it } from "vitest";
import type { ObjectStore } from "../object-store";

const bytes = (...pieces: (string | Buffer)[]) => Readable.from(pieces.map((piece) => Buffer.from(piece)));

/** What every object store promises. */
export function objectStoreContract(store: () => ObjectStore): void {
  it("gives back what was put, replaced as a whole, and removed for good", async () => {
    await store().put("org-1/knowledge/a", bytes("first"));
    await store().put("org-1/knowledge/a", bytes("second"));
    expect(await text(await store().get("org-1/knowledge/a"))).toBe("second");
    await store().remove("org-1/knowledge/a");
    await store().remove("org-1/knowledge/a");
    await expect(store().get("org-1/knowledge/a")).rejects.toThrow();
  });

  it("takes what is empty, and what is larger than one request", async () => {
    await store().put("org-1/recordings/empty", bytes());
    expect((await buffer(await store().get("org-1/recordings/empty"))).length).toBe(0);
    const piece = Buffer.alloc(3_000_000, "0123456789");
    await store().put("org-1/recordings/large", bytes(piece, piece, piece, piece, piece, piece));
    const whole = await buffer(await store().get("org-1/recordings/large"));
    expect(whole.equals(Buffer.concat([piece, piece, piece, piece, piece, piece]))).toBe(true);
  });

  it("reads a range alone", async () => {
    await store().put("org-1/recordings/b", bytes("0123456789"));
    expect(await text(await store().get("org-1/recordings/b", { from: 2, to: 5 }))).toBe("2345");
    expect(await text(await store().get("org-1/recordings/b", { from: 9, to: 9 }))).toBe("9");
    expect(await text(await store().get("org-1/recordings/b", { from: 8, to: 99 }))).toBe("89");
  });

  it("leaves nothing of a body that broke off, and keeps what was there", async () => {
    await store().put("org-1/knowledge/c", bytes("whole"));
    const large = Buffer.alloc(9_000_000, "x");
    for (const first of [Buffer.from("half"), large]) {
      const broken = Readable.from(
        (async function* () {
          yield first;
          throw new Error("the browser went away");
        })(),
      );
      await expect(store().put("org-1/knowledge/c", broken)).rejects.toThrow("went away");
    }
    expect(await text(await store().get("org-1/knowledge/c"))).toBe("whole");
  });

  it("removes all of one organization and nothing of another", async () => {
    await store().put("org-3/knowledge/d", bytes("x"));
    await store().put("org-3/recordings/e", bytes("x"));
    await store().put("org-33/knowledge/f", bytes("y"));
    await store().removeAll("org-3");
    await expect(store().get("org-3/knowledge/d")).rejects.toThrow();
    await expect(store().get("org-3/recordings/e")).rejects.toThrow();
    expect(await text(await store().get("org-33/knowledge/f"))).toBe("y");
    await store().removeAll("org-4");
  });

  it("moves between tiers what is there, as often as one likes", async () => {
    await store().put("org-1/recordings/g", bytes("sound"));
    await store().setTier("org-1/recordings/g", "infrequent");
    await store().setTier("org-1/recordings/g", "infrequent");
    expect(await text(await store().get("org-1/recordings/g"))).toBe("sound");
    await store().recall("org-1/recordings/g");
    await expect(store().setTier("org-1/recordings/nothing", "archive")).rejects.toThrow();
  });

  it.each(["../secrets", "a/../../b", "/etc/passwd", "", "a//b", "a/b\0", "a\\b", "."])(
    "refuses the key %j, which could lead elsewhere",
    async (key) => {
      await expect((async () => store().put(key, bytes("x")))()).rejects.toThrow("is no object key");
      await expect((async () => store().get(key))()).rejects.toThrow("is no object key");
    },
  );
}
