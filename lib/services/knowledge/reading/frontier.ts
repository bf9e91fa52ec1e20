import { createHash } from "node:crypto";
import type { Prisma } from "@/lib/db/generated/client";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { TrapWatch } from "@/lib/domain/knowledge/web-address";
import type { Reading } from "./reading";

export type WaitingPage = {
  url: string;
  depth: number;
  etag: string | null;
  lastModified: string | null;
  documentId: string | null;
};

type PageState = "read" | "unchanged" | "skipped" | "failed" | "gone";

const hashOfAddress = (address: string): string => createHash("sha256").update(address).digest("hex");

/**
 * The addresses of one reading of a site: what waits, and what became of each. It is kept in the database, so that a reading goes on where it was cut off.
 * More than `most` are not kept.
 */
export class Frontier {
  private readonly known = new Set<string>();
  private readonly traps = new TrapWatch();
  private readonly own: { organizationId: string; sourceId: string; run: number };

  constructor(
    private readonly reading: Reading,
    private readonly most: number,
  ) {
    const { organizationId, id, run } = reading.source;
    this.own = { organizationId, sourceId: id, run };
  }

  /** Begins with `start` and what the reading before had; or takes up what is there of this reading. */
  async open(start: string): Promise<void> {
    const { organizationId, sourceId, run } = this.own;
    await this.reading.write(async (tx) => {
      await this.insert(tx, [start], 0);
      await tx.knowledgePage.updateMany({
        where: { organizationId, sourceId, run: { lt: run }, state: { in: ["read", "unchanged", "failed"] } },
        data: { run, state: "waiting", problem: null },
      });
    });
    const pages = await withTenant(organizationId, (tx) =>
      tx.knowledgePage.findMany({
        where: this.own,
        select: { url: true },
        orderBy: [{ depth: "asc" }, { url: "asc" }],
      }),
    );
    for (const { url } of pages) this.isNew(url);
  }

  /** The next to read, those nearest to the first page first; of those as far, the ones with the shortest address. */
  async next(count: number): Promise<WaitingPage[]> {
    const { organizationId, sourceId, run } = this.own;
    return withTenant(
      organizationId,
      (tx) => tx.$queryRaw<WaitingPage[]>`
        select url, depth, etag, last_modified as "lastModified", document_id as "documentId"
        from knowledge_pages where organization_id = ${organizationId}::uuid and source_id = ${sourceId}::uuid and run = ${run}
          and state = 'waiting' order by depth, length(url), url limit ${count}`,
    );
  }

  /** Notes addresses that were found, each once in a reading. */
  async add(tx: Transaction, addresses: readonly string[], depth: number): Promise<void> {
    const room = this.most - this.known.size;
    const fresh = addresses.filter((address) => this.isNew(address)).slice(0, Math.max(0, room));
    if (fresh.length > 0) await this.insert(tx, fresh, depth);
  }

  /** What became of an address. */
  async settle(
    tx: Transaction,
    address: string,
    state: PageState,
    more: Pick<Prisma.KnowledgePageUncheckedUpdateInput, "problem" | "etag" | "lastModified" | "documentId"> = {},
    now = new Date(),
  ): Promise<void> {
    const { organizationId, sourceId } = this.own;
    await tx.knowledgePage.updateMany({
      where: { organizationId, sourceId, urlHash: hashOfAddress(address) },
      data: { state, problem: null, readAt: now, ...more },
    });
  }

  /** True when the address was looked at in this reading already. */
  async isSettled(tx: Transaction, address: string): Promise<boolean> {
    const where = { ...this.own, urlHash: hashOfAddress(address), state: { not: "waiting" } };
    return (await tx.knowledgePage.count({ where })) > 0;
  }

  /** All that still wait get the same end. */
  async settleRest(state: PageState, problem: string, now: Date): Promise<void> {
    await this.reading.write((tx) =>
      tx.knowledgePage.updateMany({ where: { ...this.own, state: "waiting" }, data: { state, problem, readAt: now } }),
    );
  }

  /** True for what this reading knows of, whether it was read yet or not. */
  isKnown(address: string): boolean {
    return this.known.has(address);
  }

  private isNew(address: string): boolean {
    if (this.known.has(address) || !this.traps.isWorth(address)) return false;
    this.known.add(address);
    return true;
  }

  private async insert(tx: Transaction, addresses: readonly string[], depth: number): Promise<void> {
    const { organizationId, sourceId, run } = this.own;
    const hashes = addresses.map(hashOfAddress);
    await tx.$executeRaw`
      insert into knowledge_pages (organization_id, source_id, url_hash, url, run, depth, state)
      select ${organizationId}::uuid, ${sourceId}::uuid, hash, url, ${run}, ${depth}, 'waiting'
      from unnest(${hashes}::text[], ${[...addresses]}::text[]) as found(hash, url)
      on conflict (organization_id, source_id, url_hash) do update
        set run = excluded.run, depth = excluded.depth, state = 'waiting', problem = null
        where knowledge_pages.run < excluded.run`;
  }
}
