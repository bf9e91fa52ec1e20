import type { MessagePort } from "node:worker_threads";

/** What the thread is asked. Bytes are hex. */
export type VectorJob =
  | { kind: "reconcile"; key: string; dimensions: number; listing: string }
  | { kind: "upsert"; key: string; ids: string; vectors: string }
  | { kind: "search"; key: string; vector: Float32Array; limit: number; atSeconds: number; documents: string[] | null }
  | { kind: "cosines"; key: string; vector: Float32Array; ids: string[] }
  | { kind: "remove"; prefix: string };

export type VectorAnswer = { known: boolean; ids: string[]; cosines: number[] };
export type VectorReply = { id: number; answer: VectorAnswer } | { id: number; error: string };

type Room = {
  dimensions: number;
  count: number;
  capacity: number;
  usedAt: number;
  slots: Map<string, number>;
  ids: string[];
  documents: string[];
  stamps: Int32Array;
  from: Float64Array;
  until: Float64Array;
  /** The rows as they are, and each as bytes with its scale and how far these are from it. */
  exact: Float32Array;
  scales: Float32Array;
  errors: Float32Array;
  memory: WebAssembly.Memory;
  scan: (row: number, count: number, dimensions: number, query: number, out: number) => void;
};

/**
 * The body of the thread that holds vectors and searches them. A first look goes over all rows in 8 bits (WebAssembly SIMD, see scan.wat) and
 * keeps each that could be among the best, given how far its bytes are from the row at most; these are then measured exactly. So the answer
 * is that of looking at all rows exactly. Self-contained, as the thread is started from this function's own text; inner functions are methods,
 * as bundlers may wrap named functions in a helper that is not there in the thread.
 */
export function runVectorThread(port: MessagePort, module: WebAssembly.Module, maxBytes: number): void {
  const rooms = new Map<string, Room>();
  const wanted = new Map<string, Map<string, { document: string; stamp: number; from: number; until: number }>>();
  let clock = 0;
  const QUERY_PEAK = 8191;
  const PAGE = 65_536;
  const it = {
    uuid(bytes: Buffer, at: number): string {
      const hex = bytes.toString("hex", at, at + 16);
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },
    bytesOf: (room: Room): number => room.capacity * (room.dimensions * 5 + 200),
    makeRoom(dimensions: number, capacity: number): Room {
      // The query, the products, then the rows.
      const bytes = dimensions * 2 + capacity * 4 + capacity * dimensions + 64;
      const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE), maximum: 65_536 });
      const { exports } = new WebAssembly.Instance(module, { host: { memory } });
      return {
        dimensions,
        count: 0,
        capacity,
        usedAt: ++clock,
        slots: new Map(),
        ids: [],
        documents: [],
        stamps: new Int32Array(capacity),
        from: new Float64Array(capacity),
        until: new Float64Array(capacity),
        exact: new Float32Array(capacity * dimensions),
        scales: new Float32Array(capacity),
        errors: new Float32Array(capacity),
        memory,
        scan: exports["scan"] as Room["scan"],
      };
    },
    rowsAt: (room: Room): number => room.dimensions * 2 + room.capacity * 4,
    copyRow(from: Room, slot: number, to: Room, place: number): void {
      const { dimensions } = to;
      const id = from.ids[slot]!;
      to.ids[place] = id;
      to.documents[place] = from.documents[slot]!;
      to.stamps[place] = from.stamps[slot]!;
      to.from[place] = from.from[slot]!;
      to.until[place] = from.until[slot]!;
      to.scales[place] = from.scales[slot]!;
      to.errors[place] = from.errors[slot]!;
      to.exact.set(from.exact.subarray(slot * dimensions, (slot + 1) * dimensions), place * dimensions);
      const source = new Int8Array(from.memory.buffer, it.rowsAt(from) + slot * dimensions, dimensions);
      new Int8Array(to.memory.buffer, it.rowsAt(to) + place * dimensions, dimensions).set(source);
      to.slots.set(id, place);
    },
    reconcile(key: string, dimensions: number, listing: string): VectorAnswer {
      const bytes = Buffer.from(listing, "hex");
      const total = bytes.length / 52;
      const before = rooms.get(key);
      const list: { id: string; document: string; stamp: number; from: number; until: number }[] = [];
      const keep = new Set<string>();
      for (let at = 0; at < bytes.length; at += 52) {
        const entry = {
          id: it.uuid(bytes, at),
          document: it.uuid(bytes, at + 16),
          stamp: bytes.readInt32BE(at + 32),
          from: bytes.readDoubleBE(at + 36),
          until: bytes.readDoubleBE(at + 44),
        };
        list.push(entry);
        keep.add(entry.id);
      }
      let room = before;
      if (room?.dimensions !== dimensions || room.capacity < total) {
        room = it.makeRoom(dimensions, Math.ceil(total * 1.2) + 64);
        if (before?.dimensions === dimensions) {
          for (let slot = 0; slot < before.count; slot++) {
            if (keep.has(before.ids[slot]!)) it.copyRow(before, slot, room, room.count++);
          }
        }
        rooms.set(key, room);
      } else {
        for (let slot = room.count - 1; slot >= 0; slot--) if (!keep.has(room.ids[slot]!)) it.drop(room, slot);
      }
      room.usedAt = ++clock;
      const missing: string[] = [];
      const waiting = new Map<string, { document: string; stamp: number; from: number; until: number }>();
      for (const { id, ...entry } of list) {
        const slot = room.slots.get(id);
        if (slot !== undefined) {
          room.from[slot] = entry.from;
          room.until[slot] = entry.until;
          room.documents[slot] = entry.document;
          if (room.stamps[slot] === entry.stamp) continue;
        }
        missing.push(id);
        waiting.set(id, entry);
      }
      wanted.set(key, waiting);
      it.evict(key);
      return { known: true, ids: missing, cosines: [] };
    },
    drop(room: Room, slot: number): void {
      const last = room.count - 1;
      room.slots.delete(room.ids[slot]!);
      if (slot !== last) it.copyRow(room, last, room, slot);
      room.ids.length = last;
      room.documents.length = last;
      room.count = last;
    },
    evict(spared: string): void {
      const byAge = [...rooms].sort(([, a], [, b]) => a.usedAt - b.usedAt);
      let total = byAge.reduce((sum, [, room]) => sum + it.bytesOf(room), 0);
      for (const [key, room] of byAge) {
        if (total <= maxBytes) return;
        if (key === spared) continue;
        rooms.delete(key);
        wanted.delete(key);
        total -= it.bytesOf(room);
      }
    },
    upsert(key: string, ids: string, given: string): VectorAnswer {
      const room = rooms.get(key);
      const waiting = wanted.get(key);
      if (!room || !waiting) return { known: false, ids: [], cosines: [] };
      const idBytes = Buffer.from(ids, "hex");
      const { dimensions } = room;
      // A copy of its own, as floats must begin at a multiple of four.
      const bytes = new Uint8Array(Buffer.from(given, "hex"));
      const vectors = new Float32Array(bytes.buffer, 0, bytes.byteLength / 4);
      for (let at = 0; at * 16 < idBytes.length; at++) {
        const id = it.uuid(idBytes, at * 16);
        const entry = waiting.get(id);
        if (!entry) continue;
        waiting.delete(id);
        const slot = room.slots.get(id) ?? room.count;
        if (slot === room.capacity) continue;
        if (slot === room.count) room.count++;
        room.slots.set(id, slot);
        room.ids[slot] = id;
        room.documents[slot] = entry.document;
        room.stamps[slot] = entry.stamp;
        room.from[slot] = entry.from;
        room.until[slot] = entry.until;
        it.write(room, slot, vectors.subarray(at * dimensions, (at + 1) * dimensions));
      }
      return { known: true, ids: [], cosines: [] };
    },
    write(room: Room, slot: number, row: Float32Array): void {
      const { dimensions } = room;
      room.exact.set(row, slot * dimensions);
      let peak = 0;
      for (const value of row) peak = Math.max(peak, Math.abs(value));
      const scale = peak / 127 || 1;
      const bytes = new Int8Array(room.memory.buffer, it.rowsAt(room) + slot * dimensions, dimensions);
      let error = 0;
      for (let at = 0; at < dimensions; at++) {
        const rounded = Math.round(row[at]! / scale);
        bytes[at] = rounded;
        error += (row[at]! - rounded * scale) ** 2;
      }
      room.scales[slot] = scale;
      room.errors[slot] = Math.sqrt(error);
    },
    exactly(room: Room, slot: number, vector: Float32Array): number {
      const { exact, dimensions } = room;
      const start = slot * dimensions;
      let sum = 0;
      for (let at = 0; at < dimensions; at++) sum += exact[start + at]! * vector[at]!;
      return sum;
    },
    /** The limit-th best that is certain, and from it all that could be better. */
    candidates(room: Room, vector: Float32Array, limit: number, usable: (slot: number) => boolean): number[] {
      const { count, dimensions, scales, errors } = room;
      let peak = 0;
      for (const value of vector) peak = Math.max(peak, Math.abs(value));
      const scale = peak / QUERY_PEAK || 1;
      const query = new Int16Array(room.memory.buffer, 0, dimensions);
      let [lost, kept] = [0, 0];
      for (let at = 0; at < dimensions; at++) {
        const rounded = Math.round(vector[at]! / scale);
        query[at] = rounded;
        lost += (vector[at]! - rounded * scale) ** 2;
        kept += (rounded * scale) ** 2;
      }
      // Rows are of length 1. Something on top for the rounding of the sums themselves.
      const [queryError, queryLength] = [Math.sqrt(lost) * 1.01 + 1e-6, Math.sqrt(kept)];
      room.scan(it.rowsAt(room), count, dimensions, 0, dimensions * 2);
      const products = new Int32Array(room.memory.buffer, dimensions * 2, count);
      const best = new Float64Array(limit).fill(-Infinity);
      for (let slot = 0; slot < count; slot++) {
        const certain = products[slot]! * scales[slot]! * scale - errors[slot]! * queryLength - queryError;
        if (certain <= best[0]! || !usable(slot)) continue;
        // Ascending; the least goes.
        let place = 0;
        while (place + 1 < limit && best[place + 1]! < certain) {
          best[place] = best[place + 1]!;
          place++;
        }
        best[place] = certain;
      }
      const least = best[0]!;
      const found: number[] = [];
      for (let slot = 0; slot < count; slot++) {
        const possible = products[slot]! * scales[slot]! * scale + errors[slot]! * queryLength + queryError;
        if (possible >= least && usable(slot)) found.push(slot);
      }
      return found;
    },
    search(
      key: string,
      vector: Float32Array,
      limit: number,
      atSeconds: number,
      documents: string[] | null,
    ): VectorAnswer {
      const room = rooms.get(key);
      if (room?.dimensions !== vector.length) return { known: false, ids: [], cosines: [] };
      room.usedAt = ++clock;
      const only = documents && new Set(documents);
      const usable = (slot: number): boolean =>
        room.from[slot]! <= atSeconds && room.until[slot]! > atSeconds && (!only || only.has(room.documents[slot]!));
      const hits = it
        .candidates(room, vector, limit, usable)
        .map((slot) => ({ id: room.ids[slot]!, cosine: it.exactly(room, slot, vector) }))
        .sort((a, b) => b.cosine - a.cosine || (a.id < b.id ? -1 : 1))
        .slice(0, limit);
      return { known: true, ids: hits.map(({ id }) => id), cosines: hits.map(({ cosine }) => cosine) };
    },
    cosines(key: string, vector: Float32Array, ids: string[]): VectorAnswer {
      const room = rooms.get(key);
      if (room?.dimensions !== vector.length) return { known: false, ids: [], cosines: [] };
      const there = ids.filter((id) => room.slots.has(id));
      return { known: true, ids: there, cosines: there.map((id) => it.exactly(room, room.slots.get(id)!, vector)) };
    },
    remove(prefix: string): VectorAnswer {
      for (const key of rooms.keys()) {
        if (!key.startsWith(prefix)) continue;
        rooms.delete(key);
        wanted.delete(key);
      }
      return { known: true, ids: [], cosines: [] };
    },
    answer(job: VectorJob): VectorAnswer {
      if (job.kind === "reconcile") return it.reconcile(job.key, job.dimensions, job.listing);
      if (job.kind === "upsert") return it.upsert(job.key, job.ids, job.vectors);
      if (job.kind === "search") return it.search(job.key, job.vector, job.limit, job.atSeconds, job.documents);
      if (job.kind === "cosines") return it.cosines(job.key, job.vector, job.ids);
      return it.remove(job.prefix);
    },
  };
  port.on("message", ({ id, job }: { id: number; job: VectorJob }) => {
    try {
      port.postMessage({ id, answer: it.answer(job) } satisfies VectorReply);
    } catch (error) {
      port.postMessage({ id, error: error instanceof Error ? error.message : String(error) } satisfies VectorReply);
    }
  });
}
