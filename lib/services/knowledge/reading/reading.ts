import { KnowledgeProgress, type KnowledgeStage, NO_PROGRESS } from "@/lib/contracts/knowledge";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { log } from "@/lib/log/log";
import { type ClaimedSource, LEASE_SECONDS } from "./claim-source";

/** The source is not this reader's any more: stopped, removed, to be read anew, or taken over. What it read so far stands. */
export class ReadingLost extends Error {
  override name = "ReadingLost";
}

const BEAT_MS = 1_000;

/**
 * One reading of a source by this process: says every second that it is alive and how far it is, and hears within that second when it is over.
 * Whatever it writes goes through `write`, which refuses once the source is not its own.
 */
export class Reading {
  private readonly ended = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private beating: Promise<void> = Promise.resolve();
  stage: KnowledgeStage = "finding";
  /** Of a source that is one thing; a site's pages are counted where they are kept. */
  single: Pick<KnowledgeProgress, "read" | "unchanged" | "failed"> | null = null;

  constructor(
    readonly source: ClaimedSource,
    stopping?: AbortSignal,
  ) {
    stopping?.addEventListener("abort", () => this.lose("this process stops"), { once: true });
    this.timer = setInterval(() => (this.beating = this.beating.then(() => this.beatQuietly())), BEAT_MS);
  }

  /** Aborted with ReadingLost as soon as it is over. */
  get signal(): AbortSignal {
    return this.ended.signal;
  }

  /** A transaction of the tenant in which the source is held. Throws ReadingLost when it is not this reader's. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { organizationId, id, run, leasedBy } = this.source;
    return withTenant(organizationId, async (tx) => {
      const held = await tx.$queryRaw<unknown[]>`select 1 from knowledge_sources
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid and run = ${run} and state = 'reading'
          and leased_by = ${leasedBy} for no key update`;
      if (held.length === 0) throw this.lose("the source is not ours any more");
      return work(tx);
    });
  }

  /** Tells how far it is. Throws ReadingLost. */
  async beat(stage: KnowledgeStage = this.stage): Promise<void> {
    this.stage = stage;
    await this.write(async (tx) => {
      const { organizationId, id } = this.source;
      const progress = JSON.stringify(await this.progress(tx));
      await tx.$executeRaw`update knowledge_sources set stage = ${stage}, progress = ${progress}::jsonb, updated_at = now(),
        lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
        where organization_id = ${organizationId}::uuid and id = ${id}::uuid`;
    });
  }

  /** Ends it: `problem` null makes the source ready, else failed. The stage stays where it failed. Throws ReadingLost. */
  async finish(problem: string | null, now: Date): Promise<void> {
    await this.write(async (tx) => {
      const { organizationId, id } = this.source;
      await tx.knowledgeSource.update({
        where: { organizationId_id: { organizationId, id } },
        data: {
          state: problem === null ? "ready" : "failed",
          stage: problem === null ? null : this.stage,
          problem,
          progress: await this.progress(tx),
          leasedBy: null,
          leaseUntil: null,
          ...(problem === null ? { lastSyncedAt: now } : {}),
        },
      });
    });
  }

  /** No more signs of life. A reading that is not finished is gone on with by whoever comes first. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.beating;
    const { organizationId, id, leasedBy } = this.source;
    const where = { organizationId, id, leasedBy, state: "reading" as const };
    await withTenant(organizationId, (tx) =>
      tx.knowledgeSource.updateMany({ where, data: { leaseUntil: null } }),
    ).catch((error: unknown) =>
      log.warn({ err: error, sourceId: id }, "a reading was not given back; its lease ends by itself"),
    );
  }

  private async beatQuietly(): Promise<void> {
    if (this.signal.aborted) return;
    try {
      await this.beat();
    } catch (error) {
      // A database that is away for a moment ends nothing: each write looks again at whose the source is.
      if (!(error instanceof ReadingLost))
        log.warn({ err: error, sourceId: this.source.id }, "a reading could not tell how far it is");
    }
  }

  private lose(reason: string): ReadingLost {
    const lost = new ReadingLost(reason);
    this.ended.abort(lost);
    return lost;
  }

  private async progress(tx: Transaction): Promise<KnowledgeProgress> {
    const { organizationId, id, run } = this.source;
    const [pieces] = await tx.$queryRaw<{ chunks: number; embedded: number }[]>`
      select count(*)::int as chunks, count(c.embedding)::int as embedded from knowledge_documents d
        join knowledge_chunks c on c.organization_id = d.organization_id and c.document_id = d.id
      where d.organization_id = ${organizationId}::uuid and d.source_id = ${id}::uuid`;
    if (this.single) return { ...NO_PROGRESS, ...pieces, ...this.single, found: 1 };
    const pages = await tx.knowledgePage.groupBy({
      by: ["state"],
      where: { organizationId, sourceId: id, run },
      _count: true,
    });
    const of = (...states: string[]) =>
      pages.reduce((sum, { state, _count }) => (states.includes(state) ? sum + _count : sum), 0);
    return KnowledgeProgress.parse({
      ...NO_PROGRESS,
      ...pieces,
      found: pages.reduce((sum, { _count }) => sum + _count, 0),
      read: of("read"),
      unchanged: of("unchanged"),
      skipped: of("skipped", "gone"),
      failed: of("failed"),
    });
  }
}
