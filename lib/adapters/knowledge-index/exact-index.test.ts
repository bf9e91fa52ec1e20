import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import wabt from "wabt";
import { afterEach, expect, it } from "vitest";
import { createExactIndex } from "./exact-index";
import type { KnowledgeIndex, Namespace, VectorSource } from "./knowledge-index";
import { SCAN_MODULE_BASE64 } from "./scan-module";

const AT = new Date("2026-11-20T12:00:00Z");
const namespaceOf = (dimensions: number): Namespace => ({
  organizationId: randomUUID(),
  businessId: randomUUID(),
  embeddedBy: "test",
  dimensions,
});

type Row = { id: string; document: string; stamp: number; vector: Float32Array; from?: number; until?: number };

/** Numbers that look random and are the same every time. */
function makeRows(count: number, dimensions: number): Row[] {
  let state = 42;
  const next = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296 - 0.5;
  };
  return Array.from({ length: count }, (_, at) => {
    const raw = Float32Array.from({ length: dimensions }, next);
    const length = Math.hypot(...raw);
    return { id: randomUUID(), document: randomUUID(), stamp: at, vector: raw.map((value) => value / length) };
  });
}

const idHex = (id: string): string => id.replaceAll("-", "");

function sourceOf(rows: readonly Row[], asked: string[] = []): VectorSource {
  return {
    listing: () =>
      Promise.resolve(
        rows
          .map(({ id, document, stamp, from = -Infinity, until = Infinity }) => {
            const rest = Buffer.alloc(20);
            rest.writeInt32BE(stamp, 0);
            rest.writeDoubleBE(from, 4);
            rest.writeDoubleBE(until, 12);
            return idHex(id) + idHex(document) + rest.toString("hex");
          })
          .join(""),
      ),
    vectors: (ids) => {
      asked.push(...ids);
      const wanted = rows.filter(({ id }) => ids.includes(id));
      return Promise.resolve({
        ids: wanted.map(({ id }) => idHex(id)).join(""),
        vectors: wanted
          .map(({ vector }) => Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("hex"))
          .join(""),
      });
    },
  };
}

const dot = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, at) => sum + value * other[at]!, 0);
const plainly = (rows: readonly Row[], vector: Float32Array, limit: number): string[] =>
  rows
    .map((row) => ({ id: row.id, cosine: dot(row.vector, vector) }))
    .sort((a, b) => b.cosine - a.cosine)
    .slice(0, limit)
    .map(({ id }) => id);

let index: KnowledgeIndex;
afterEach(() => index.close());

it.each([256, 1024])("finds exactly what looking at every vector of %d numbers finds", async (dimensions) => {
  index = createExactIndex();
  const rows = makeRows(1500, dimensions);
  const namespace = namespaceOf(dimensions);
  await index.refresh(namespace, sourceOf(rows));
  for (const { vector } of makeRows(12, dimensions).slice(-6).concat(rows.slice(0, 4))) {
    const found = await index.search(namespace, { vector, limit: 25, at: AT });
    expect(found!.map(({ id }) => id)).toEqual(plainly(rows, vector, 25));
    expect(found![0]!.cosine).toBeCloseTo(dot(rows.find(({ id }) => id === found![0]!.id)!.vector, vector), 5);
  }
});

it("asks for what is new or changed alone, forgets what is gone, and keeps to documents and to the time they hold", async () => {
  index = createExactIndex();
  const namespace = namespaceOf(256);
  const rows = makeRows(60, 256);
  const [first, second] = [rows[0]!, rows[1]!];
  await index.refresh(namespace, sourceOf(rows));
  const ended = { ...second, until: AT.getTime() / 1000 };
  const changed = { ...first, stamp: 999, vector: second.vector };
  const added = makeRows(200, 256).slice(100);
  const asked: string[] = [];
  const now = [changed, ended, ...rows.slice(10), ...added];
  await index.refresh(namespace, sourceOf(now, asked));
  expect(asked.sort()).toEqual([first.id, ...added.map(({ id }) => id)].sort());
  const search = { vector: second.vector, limit: 300, at: AT };
  const found = (await index.search(namespace, search))!.map(({ id }) => id);
  expect(found[0]).toBe(first.id);
  expect(found).not.toContain(second.id);
  expect(found).toHaveLength(now.length - 1);
  expect((await index.search(namespace, { ...search, documents: [added[3]!.document] }))!.map(({ id }) => id)).toEqual([
    added[3]!.id,
  ]);
});

it("keeps businesses apart, gives up the one unused longest when memory is short, and leaves none of a forgotten one", async () => {
  const rows = makeRows(100, 256);
  index = createExactIndex({ maxBytes: 600_000 });
  const [one, two, three] = [namespaceOf(256), namespaceOf(256), namespaceOf(256)];
  for (const namespace of [one, two])
    await index.refresh(namespace, sourceOf(rows.slice(0, namespace === one ? 50 : 100)));
  const search = { vector: rows[0]!.vector, limit: 200, at: AT };
  expect(await index.search(one, search)).toHaveLength(50);
  await index.refresh(three, sourceOf(rows));
  await index.refresh(namespaceOf(256), sourceOf(rows));
  expect(await index.search(two, search)).toBeNull();
  expect(await index.search(three, search)).toHaveLength(100);
  await index.remove(three.businessId);
  expect(await index.search(three, search)).toBeNull();
  expect(await index.cosines(three, rows[0]!.vector, [rows[0]!.id])).toEqual(new Map());
});

it("runs the program that scan.wat says", async () => {
  const { parseWat } = await wabt();
  const source = readFileSync(path.join(import.meta.dirname, "scan.wat"), "utf8");
  const { buffer } = parseWat("scan.wat", source, { simd: true }).toBinary({});
  expect(Buffer.from(buffer).toString("base64")).toBe(SCAN_MODULE_BASE64);
});
