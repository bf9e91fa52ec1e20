import { readRobots, type Robots } from "@/lib/adapters/web-crawl/robots";
import { readSitemaps } from "@/lib/adapters/web-crawl/sitemap";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import { DEFAULT_SITE_DEPTH, DEFAULT_SITE_PAGES } from "@/lib/contracts/knowledge";
import { type Transaction, withTenant } from "@/lib/db/transaction";
import { documentationScope } from "@/lib/domain/knowledge/vendors";
import { bareHost, isInScope, pageAddress, type SiteScope, siteScope } from "@/lib/domain/knowledge/web-address";
import { fetchPatiently, gapOf, Pacer, READER_AGENT, readerOptions, type WebAccess } from "./fetch-for-reading";
import { Frontier } from "./frontier";
import { Moved, type PageEnd, readPage, type Site } from "./read-page";
import type { Reading } from "./reading";
import { ReadingProblem } from "./reading-problem";
import { SiteText } from "./site-text";

const AT_ONCE = 3;
/** Of one reading, by one process. */
const MOST_BYTES = 300_000_000;
const MOST_MS = 45 * 60_000;
/** So many pages in a row that were not answered at all: the site is away. */
const MOST_SILENT = 6;
/** From host to host, before the first page is found. */
const MOST_MOVES = 3;

/**
 * Reads a page, a site or a documentation: what robots.txt allows, from the first address on by links and sitemaps, page by page into documents. A site of
 * which some pages fail is read; what failed stands with its pages. Throws ReadingProblem or WebFetchError when nothing could be read, ReadingLost.
 */
export async function readWeb(reading: Reading, web: WebAccess): Promise<void> {
  let start = pageAddress(reading.source.url ?? "");
  if (start === null) throw new ReadingProblem("The address cannot be read. Remove it and add it anew.");
  for (let moves = 0; ; moves += 1) {
    try {
      await readFrom(start, reading, web);
      break;
    } catch (error) {
      if (!(error instanceof Moved)) throw error;
      start = pageAddress(error.to);
      if (start === null || moves === MOST_MOVES)
        throw new ReadingProblem(`${new URL(error.to).host} sends on from site to site without end.`);
    }
  }
  await reading.write((tx) => dropGone(tx, reading, new Date()));
}

async function readFrom(start: string, reading: Reading, web: WebAccess): Promise<void> {
  const { source, signal } = reading;
  const isSite = source.kind !== "page";
  const maxPages = isSite ? (source.maxPages ?? DEFAULT_SITE_PAGES) : 1;
  const maxDepth = isSite ? (source.maxDepth ?? DEFAULT_SITE_DEPTH) : 0;
  const options = readerOptions(web, signal);
  const scope: SiteScope = source.kind === "documentation" ? documentationScope(start) : siteScope(start);
  const robots = await readAllRobots(start, scope, options);
  if (!robots.isAllowed(start))
    throw new ReadingProblem(
      `${new URL(start).host} asks not to be read there (robots.txt). Allow ${READER_AGENT} in its robots.txt, or give the text as a file.`,
    );
  const frontier = new Frontier(reading, maxPages * 4);
  await frontier.open(start);
  const mayRead = (address: string) => isInScope(address, scope) && robots.isAllowed(address);
  const pacer = new Pacer(gapOf(robots.crawlDelayMs));
  const site: Site = {
    frontier,
    scope,
    robots,
    maxDepth,
    siteText: new SiteText(),
    fetch: (address, more) => fetchPatiently(address, { ...options, ...more }, pacer),
  };

  await reading.beat("reading");
  const crawl = new Crawl(reading, site, maxPages, robots.crawlDelayMs === null ? AT_ONCE : 1);
  await crawl.readFirst();
  if (maxDepth > 0) {
    const starts = robots.sitemaps.length > 0 ? robots.sitemaps : ["/sitemap.xml"];
    // Sitemaps stand where they like on a host.
    const onHosts = { ...scope, prefixes: [] };
    const named = await readSitemaps(
      starts.flatMap((each) => (URL.canParse(each, start) ? [new URL(each, start).href] : [])),
      options,
      (address) => isInScope(address, onHosts),
    );
    const pages = named.flatMap((each) => pageAddress(each) ?? []).filter(mayRead);
    await reading.write((tx) => frontier.add(tx, pages, Math.min(2, maxDepth)));
  }
  await crawl.readRest();
}

/** Of the first address's host, and of the others that a documentation has: what those do not let us see is not read. */
async function readAllRobots(
  start: string,
  { hosts }: SiteScope,
  options: ReturnType<typeof readerOptions>,
): Promise<Robots> {
  const { origin, host } = new URL(start);
  const first = await readRobots(origin, READER_AGENT, options);
  const others = new Map<string, Robots | null>();
  for (const other of hosts) {
    if (other === bareHost(host)) continue;
    const robots = await readRobots(`https://${other}`, READER_AGENT, options).catch((error: unknown) => {
      if (error instanceof WebFetchError) return null;
      throw error;
    });
    others.set(other, robots);
  }
  const robotsOf = (address: string) => {
    const other = others.get(bareHost(new URL(address).host));
    return other === undefined ? first : other;
  };
  return { ...first, isAllowed: (address) => robotsOf(address)?.isAllowed(address) ?? false };
}

class Crawl {
  private readonly startedAtMs = performance.now();
  private readonly active = new Map<string, Promise<void>>();
  private bytes = 0;
  private silent = 0;
  private firstProblem: string | null = null;

  constructor(
    private readonly reading: Reading,
    private readonly site: Site,
    private readonly maxPages: number,
    private readonly atOnce: number,
  ) {}

  async readFirst(): Promise<void> {
    for (const page of await this.site.frontier.next(1)) this.note(await readPage(this.reading, this.site, page));
  }

  /** To the last page that waits, or a limit: some at once, so that a slow page holds up itself alone. */
  async readRest(): Promise<void> {
    try {
      for (;;) {
        const { done, good } = await this.counts();
        const stop = this.limitReached(done);
        if (stop) {
          await Promise.all(this.active.values());
          await this.site.frontier.settleRest(stop.state, stop.problem, new Date());
          if (good === 0 && stop.state === "failed") throw new ReadingProblem(this.firstProblem ?? stop.problem);
          break;
        }
        await this.begin(Math.min(this.atOnce, this.maxPages - done) - this.active.size);
        if (this.active.size === 0) break;
        await Promise.race(this.active.values());
      }
    } finally {
      await Promise.allSettled(this.active.values());
    }
    const { good } = await this.counts();
    if (good === 0) throw new ReadingProblem(this.firstProblem ?? (await this.anyProblem()));
  }

  private async begin(places: number): Promise<void> {
    if (places <= 0) return;
    // As they are before it is asked what waits: one that ends meanwhile may still be told to wait.
    const begun = new Set(this.active.keys());
    const waiting = await this.site.frontier.next(places + begun.size);
    for (const page of waiting.filter(({ url }) => !begun.has(url)).slice(0, places)) {
      const work = readPage(this.reading, this.site, page)
        .then((end) => this.note(end))
        .finally(() => this.active.delete(page.url));
      this.active.set(page.url, work);
      // It is heard of where it is waited for.
      work.catch(() => undefined);
    }
  }

  private note({ state, problem, bytes, isSilent }: PageEnd): void {
    this.bytes += bytes;
    this.silent = isSilent ? this.silent + 1 : 0;
    if (state === "failed" || state === "gone" || state === "skipped") this.firstProblem ??= problem;
  }

  private limitReached(done: number): { state: "skipped" | "failed"; problem: string } | null {
    if (done >= this.maxPages)
      return { state: "skipped", problem: `The site has more pages than the ${this.maxPages} that are read of it.` };
    if (this.silent >= MOST_SILENT)
      return { state: "failed", problem: "Not tried any more: the site stopped answering. Read it again later." };
    if (this.bytes > MOST_BYTES || performance.now() - this.startedAtMs > MOST_MS)
      return { state: "failed", problem: "Not reached: the site is larger or slower than what is read in one go." };
    return null;
  }

  /** `done`: of what counts against the limit of pages. */
  private async counts(): Promise<{ done: number; good: number }> {
    const { organizationId, id, run } = this.reading.source;
    const where = { organizationId, sourceId: id, run };
    const [done, good] = await withTenant(organizationId, async (tx) => [
      await tx.knowledgePage.count({ where: { ...where, state: { in: ["read", "unchanged", "failed", "gone"] } } }),
      await tx.knowledgePage.count({ where: { ...where, state: { in: ["read", "unchanged"] } } }),
    ]);
    return { done: done ?? 0, good: good ?? 0 };
  }

  private async anyProblem(): Promise<string> {
    const { organizationId, id, run } = this.reading.source;
    const page = await withTenant(organizationId, (tx) =>
      tx.knowledgePage.findFirst({
        where: { organizationId, sourceId: id, run, problem: { not: null } },
        orderBy: [{ depth: "asc" }, { url: "asc" }],
      }),
    );
    return page?.problem ?? "There was nothing to read at this address.";
  }
}

/** Documents whose pages are not part of the site any more go out of use; those a person wrote over stay. */
async function dropGone(tx: Transaction, { source: { organizationId, id, run } }: Reading, now: Date): Promise<void> {
  const gone = await tx.$queryRaw<{ id: string }[]>`
    update knowledge_documents d set gone_at = ${now}, updated_at = ${now}
    where d.organization_id = ${organizationId}::uuid and d.source_id = ${id}::uuid and d.gone_at is null and d.edited_at is null
      and not exists (
        select 1 from knowledge_pages p where p.organization_id = d.organization_id and p.source_id = d.source_id
          and p.run = ${run} and p.document_id = d.id and p.state in ('read', 'unchanged', 'failed'))
    returning d.id`;
  const documentId = { in: gone.map((document) => document.id) };
  if (gone.length > 0) await tx.knowledgeChunk.deleteMany({ where: { organizationId, documentId } });
  await tx.$executeRaw`
    update knowledge_sources s set vendor_version = (
      select vendor_version from knowledge_documents where organization_id = s.organization_id and source_id = s.id and gone_at is null
        and vendor_version is not null
      group by vendor_version order by count(*) desc, vendor_version desc limit 1)
    where organization_id = ${organizationId}::uuid and id = ${id}::uuid`;
  await tx.knowledgePage.deleteMany({ where: { organizationId, sourceId: id, run: { lt: run } } });
}
