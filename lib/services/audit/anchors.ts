import type { PoolClient } from "pg";
import type { AnchorPosition, AnchorStore } from "@/lib/adapters/audit-anchors/directory";
import { withSystemSql } from "@/lib/db/transaction";
import { type AnchorLine, FIRST_PREV_MAC, readAnchorLine, writeAnchorLine } from "./anchor-lines";

export type AuditAnchors = {
  /**
   * Writes where each organization's log ends now, for those that went on since. Gives those that end before their anchor or with another entry
   * than it says: their newest entries were taken away. They get no new anchor.
   */
  anchor(now?: Date): Promise<{ written: number; cutOff: string[] }>;
  /** Notes that an organization's log is about to be erased with it, as it should: anchors of before say nothing any more. */
  noteErasure(organizationId: string, now?: Date): Promise<void>;
};

type End = { seq: bigint; hash: string };

/** Anchors in a store, one writer at a time however many processes there are. Remembers what it has read. */
export function createAuditAnchors(store: AnchorStore): AuditAnchors {
  const ends = new Map<string, End>();
  let position: AnchorPosition | null = null;
  let prev = FIRST_PREV_MAC;

  async function catchUp(): Promise<void> {
    const read = await store.read(position);
    position = read.position;
    for (const text of read.lines) {
      const line = readAnchorLine(text);
      if (!line) continue;
      prev = line.mac;
      if (line.kind === "erased") ends.delete(line.organizationId);
      else ends.set(line.organizationId, line);
    }
  }

  async function append(anchors: readonly Omit<AnchorLine, "prev" | "mac">[], now: Date): Promise<void> {
    let last = prev;
    const lines = anchors.map((anchor) => {
      const { line, mac } = writeAnchorLine({ ...anchor, prev: last });
      last = mac;
      return line;
    });
    if (lines.length > 0) await store.append(lines, now);
  }

  return {
    anchor: (now = new Date()) =>
      alone(async (sql) => {
        await catchUp();
        const { rows } = await sql.query<{ id: string; seq: string; hash: string }>(
          "select organization_id as id, seq, hash from audit_heads where seq > 0 order by organization_id",
        );
        const heads = rows.map(({ id, seq, hash }) => ({ id, seq: BigInt(seq), hash, end: ends.get(id) }));
        const isCut = ({ seq, hash, end }: (typeof heads)[number]) =>
          end !== undefined && (seq < end.seq || (seq === end.seq && hash !== end.hash));
        const fresh = heads.filter(({ seq, end }) => end === undefined || seq > end.seq);
        const at = now.toISOString();
        await append(
          fresh.map(({ id, seq, hash }) => ({ kind: "head", organizationId: id, seq, hash, at })),
          now,
        );
        return { written: fresh.length, cutOff: heads.filter(isCut).map(({ id }) => id) };
      }),
    noteErasure: (organizationId, now = new Date()) =>
      alone(async () => {
        await catchUp();
        if (!ends.has(organizationId)) return;
        await append([{ kind: "erased", organizationId, seq: 0n, hash: "", at: now.toISOString() }], now);
      }),
  };
}

const alone = <T>(work: (sql: PoolClient) => Promise<T>): Promise<T> =>
  withSystemSql("audit anchors", async (sql) => {
    await sql.query("select pg_advisory_xact_lock(hashtext('audit anchors'))");
    return work(sql);
  });

export type ReadAnchors = {
  /** What each organization's log must still have: entry number → its hash, and when that was noted. */
  byOrganization: ReadonlyMap<string, ReadonlyMap<bigint, { hash: string; at: string }>>;
  lines: number;
  /** Lines, from 1, that are not ours or do not follow the one before. */
  broken: readonly number[];
};

/** All anchors of a store, checked: for verifying logs against them. */
export async function readAuditAnchors(store: AnchorStore): Promise<ReadAnchors> {
  const { lines } = await store.read(null);
  const byOrganization = new Map<string, Map<bigint, { hash: string; at: string }>>();
  const broken: number[] = [];
  let prev = FIRST_PREV_MAC;
  lines.forEach((text, place) => {
    const line = readAnchorLine(text);
    if (!line || line.prev !== prev) broken.push(place + 1);
    if (!line) return;
    prev = line.mac;
    const { kind, organizationId, seq, hash, at } = line;
    if (kind === "erased") return void byOrganization.delete(organizationId);
    const known = byOrganization.get(organizationId) ?? new Map<bigint, { hash: string; at: string }>();
    byOrganization.set(organizationId, known.set(seq, { hash, at }));
  });
  return { byOrganization, lines: lines.length, broken };
}
