import { randomUUID } from "node:crypto";
import type pg from "pg";
import type { Embedder } from "@/lib/adapters/embeddings/embedder";
import { withTenant } from "@/lib/db/transaction";
import { splitBlocks } from "@/lib/domain/knowledge/split";
import { embedWaiting } from "@/lib/services/knowledge/embed-waiting";
import { textOf } from "@/lib/services/knowledge/reading/text-of";
import { writeDocument } from "@/lib/services/knowledge/write-document";
import { makeCorpus } from "./corpus";

const PAGES = 150;
const AT_ONCE = 4;
const SECTIONS = 6;

/** Pages a second from bytes to vectors: each page through the product's own reading process, cleaning, splitting and storing, then the stand-in's vectors over HTTP. */
export async function measureIngest(sql: pg.Client, embedder: Embedder): Promise<number> {
  const [organizationId, businessId, sourceId] = [randomUUID(), randomUUID(), randomUUID()];
  await sql.query(
    "insert into organizations (id, account_id, name, time_zone) values ($1, 'AYB-JJJJ-JJJJ-JJJJ', 'Ingest', 'UTC')",
    [organizationId],
  );
  await sql.query(
    "insert into businesses (organization_id, id, name, type, industry, time_zone) values ($1, $2, 'Ingest', 'custom', 'All', 'UTC')",
    [organizationId, businessId],
  );
  await sql.query(
    "insert into knowledge_sources (organization_id, id, business_id, kind, name, url, state, updated_at) values ($1, $2, $3, 'website', 'ingest.example', 'https://ingest.example/', 'reading', now())",
    [organizationId, sourceId, businessId],
  );
  const pages = [...pagesOf(PAGES)];
  const signal = AbortSignal.timeout(300_000);
  const read = async ({ title, html }: { title: string; html: string }): Promise<void> => {
    const bytes = Buffer.from(html);
    const { blocks, text } = await textOf(
      { bytes, name: "page.html", mediaType: "text/html", charset: "utf-8" },
      signal,
    );
    const pieces = splitBlocks(blocks);
    await withTenant(organizationId, (tx) =>
      writeDocument(tx, {
        organizationId,
        businessId,
        sourceId,
        documentId: null,
        kind: "page",
        title,
        text,
        pieces,
        origin: "sync",
        writtenBy: null,
      }),
    );
  };
  // The process that reads is started before.
  await read(pages.pop()!);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let page = pages.pop(); page; page = pages.pop()) await read(page);
    }),
  );
  await embedWaiting(organizationId, { embedder });
  return Math.round(((PAGES - 1) / (performance.now() - startedAt)) * 10_000) / 10;
}

function* pagesOf(count: number): Generator<{ title: string; html: string }> {
  const chunks = makeCorpus(count * SECTIONS, 7);
  for (let page = 0; page < count; page++) {
    const sections = Array.from({ length: SECTIONS }, () => chunks.next().value!);
    const title = `${sections[0]!.title} ${page}`;
    const body = sections.map(({ heading, text }) => `<h2>${heading}</h2><p>${text}</p>`).join("\n");
    yield {
      title,
      html: `<!doctype html><html lang="en"><head><title>${title}</title></head><body><nav><a href="/">Home</a><a href="/contact">Contact</a></nav><main><h1>${title}</h1>${body}</main><footer>All rights reserved</footer></body></html>`,
    };
  }
}
