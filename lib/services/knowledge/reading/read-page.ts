import { ExtractError } from "@/lib/adapters/extract/extract-error";
import type { Robots } from "@/lib/adapters/web-crawl/robots";
import type { FetchedPage, FetchOptions } from "@/lib/adapters/web-fetch/fetch-page";
import { decodePage, pageText } from "@/lib/adapters/web-fetch/page-text";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import type { Transaction } from "@/lib/db/transaction";
import { isDatabaseUnavailable } from "@/lib/db/unavailable";
import { splitBlocks } from "@/lib/domain/knowledge/split";
import { documentationKind, documentationVersion } from "@/lib/domain/knowledge/vendors";
import { bareHost, isInScope, isSameOwner, pageAddress, type SiteScope } from "@/lib/domain/knowledge/web-address";
import { log } from "@/lib/log/log";
import { contentHashOf, writeDocument } from "../write-document";
import type { Frontier, WaitingPage } from "./frontier";
import { type Reading, ReadingLost } from "./reading";
import { ReadingProblem } from "./reading-problem";
import type { SiteText } from "./site-text";
import { type ReadText, textOf } from "./text-of";

export type Site = {
  frontier: Frontier;
  scope: SiteScope;
  robots: Robots;
  maxDepth: number;
  siteText: SiteText;
  fetch(address: string, more: Pick<FetchOptions, "known" | "mayFollow">): Promise<FetchedPage>;
};

export type PageEnd = {
  state: "read" | "unchanged" | "skipped" | "failed" | "gone";
  problem: string | null;
  bytes: number;
  /** The site did not answer at all. */
  isSilent: boolean;
};

/** The page is one that is not to be read; nobody's fault. */
class Skip extends Error {}

/** The source's first address leads to another host of the same owner: that is where it is read. */
export class Moved extends Error {
  constructor(readonly to: string) {
    super(`moved to ${to}`);
  }
}

/** Fetches a page, and writes what became of it: a document, or why not. Throws ReadingLost and Moved; whatever is wrong with the page is its end. */
export async function readPage(reading: Reading, site: Site, page: WaitingPage): Promise<PageEnd> {
  try {
    const fetched = await fetchPage(site, page);
    return await keep(reading, site, page, fetched);
  } catch (error) {
    reading.signal.throwIfAborted();
    if (error instanceof Moved) {
      const problem = `It sends on to ${error.to}.`;
      await reading.write((tx) => site.frontier.settle(tx, page.url, "skipped", { problem }));
      throw error;
    }
    const end = endOf(error);
    await reading.write(async (tx) => {
      await site.frontier.settle(tx, page.url, end.state, { problem: end.problem });
      if (end.state === "gone" || end.state === "skipped") await markGone(tx, reading, page.documentId);
    });
    return end;
  }
}

function fetchPage(
  { scope, robots, frontier, fetch }: Site,
  { url, depth, etag, lastModified, documentId }: WaitingPage,
) {
  return fetch(url, {
    // Without its document the words are needed, whatever was known of them.
    ...(documentId === null ? {} : { known: { etag, lastModified } }),
    mayFollow: (to) => {
      if (!isInScope(to.href, scope)) throw leaving(depth, new URL(url), to, scope);
      if (!robots.isAllowed(to.href))
        throw new Skip("It sends on to a page that the site asks not to be read (robots.txt).");
      const address = pageAddress(to.href);
      if (address !== null && address !== url && frontier.isKnown(address))
        throw new Skip(`It is the same page as ${address}.`);
    },
  });
}

function leaving(depth: number, from: URL, to: URL, { hosts }: SiteScope): Error {
  if (depth > 0 || hosts.has(bareHost(to.host)))
    return new Skip(`It sends on to ${to.href}, which is not part of this source.`);
  if (isSameOwner(from.host, to.host)) return new Moved(to.href);
  return new ReadingProblem(
    `${from.host} sends on to another site, ${to.host}. If that is the one you mean, give its address.`,
  );
}

function endOf(error: unknown): PageEnd {
  const end = { bytes: 0, isSilent: false };
  if (error instanceof Skip) return { ...end, state: "skipped", problem: error.message };
  if (error instanceof ReadingProblem || error instanceof ExtractError)
    return { ...end, state: "failed", problem: error.message };
  if (!(error instanceof WebFetchError)) {
    // One page is no reason to give up a site.
    if (isDatabaseUnavailable(error) || error instanceof ReadingLost) throw error;
    log.error({ err: error }, "a page could not be read");
    return {
      ...end,
      state: "failed",
      problem: "Something went wrong on our side. Read the source again; if it stays so, tell support.",
    };
  }
  const { message: problem, answer } = error;
  if (answer?.status === 404 || answer?.status === 410) return { ...end, state: "gone", problem };
  if (error.problem === "wrong_type") return { ...end, state: "skipped", problem };
  const isSilent = error.problem === "timeout" || error.problem === "unreachable" || error.problem === "no_such_host";
  return { ...end, state: "failed", problem, isSilent };
}

async function keep(reading: Reading, site: Site, page: WaitingPage, fetched: FetchedPage): Promise<PageEnd> {
  const { frontier } = site;
  const good = { problem: null, bytes: fetched.body.length, isSilent: false };
  if (fetched.unchanged) {
    await reading.write((tx) => frontier.settle(tx, page.url, "unchanged"));
    return { ...good, state: "unchanged" };
  }
  const { url: foundAt, mediaType, charset, body, etag, lastModified } = fetched;
  const text = await textOf({ bytes: body, name: nameOf(foundAt), mediaType, charset }, reading.signal).catch(
    (error: unknown) => {
      const hasLinks = error instanceof ExtractError && error.problem === "no_text" && mediaType.includes("html");
      if (hasLinks) return { links: pageText(decodePage(body, charset)).links };
      throw error;
    },
  );
  const web = "links" in text ? text : (text.web ?? { links: [], canonical: null, robots: null });
  const links = linksOf(web, foundAt).filter((link) => isInScope(link, site.scope) && site.robots.isAllowed(link));
  const address = "links" in text ? page.url : addressOf(foundAt, text.web?.canonical ?? null, site);
  const state = await reading.write(async (tx): Promise<"read" | "unchanged" | "skipped"> => {
    if (page.depth < site.maxDepth) await frontier.add(tx, links, page.depth + 1);
    if ("links" in text) {
      await frontier.settle(tx, page.url, "skipped", { problem: NO_TEXT });
      await markGone(tx, reading, page.documentId);
      return "skipped";
    }
    if (address !== page.url) {
      await frontier.settle(tx, page.url, "skipped", { problem: `It is the same page as ${address}.` });
      if (await frontier.isSettled(tx, address)) return "skipped";
      await frontier.add(tx, [address], page.depth);
    }
    const written = await write(tx, reading, site, { ...page, url: address, lastModified }, text);
    const known = { etag, lastModified, documentId: written?.documentId ?? null };
    if (!written) {
      await frontier.settle(tx, address, "skipped", { ...known, problem: "It says the same as another page." });
      return "skipped";
    }
    const end = written.outcome === "created" || written.outcome === "changed" ? "read" : "unchanged";
    await frontier.settle(tx, address, end, known);
    return end;
  });
  return { ...good, state, problem: "links" in text ? NO_TEXT : null };
}

const NO_TEXT =
  "There is no text on this page: it may be drawn by scripts, which are not run. Give its text as a file.";

/**
 * Where a page is kept: where it was found, or where it says that it belongs, if that is part of the source. Sites that name their first page on every
 * page mean nothing by it.
 */
function addressOf(foundAt: string, canonical: string | null, { scope, robots }: Site): string {
  const found = pageAddress(foundAt) ?? foundAt;
  const named = canonical === null ? null : pageAddress(canonical, foundAt);
  if (named === null || new URL(named).pathname === "/") return found;
  return isInScope(named, scope) && robots.isAllowed(named) ? named : found;
}

/** Null when another page of this reading says the same. */
async function write(
  tx: Transaction,
  { source }: Reading,
  { siteText }: Site,
  { url, documentId: before, lastModified }: WaitingPage,
  { title, text, blocks, language }: ReadText,
) {
  const { organizationId, id, businessId, kind, vendor, tags } = source;
  const isDocumentation = kind === "documentation" || vendor !== null;
  const of = { organizationId, sourceId: id };
  const known = await tx.knowledgeDocument.findFirst({ where: { ...of, url }, select: { id: true } });
  const documentId = known?.id ?? before;
  const titled = title ?? nameOf(url);
  const same = await tx.knowledgeDocument.count({
    where: {
      ...of,
      contentHash: contentHashOf(titled, text),
      goneAt: null,
      ...(documentId ? { id: { not: documentId } } : {}),
    },
  });
  if (same > 0) return null;
  return writeDocument(tx, {
    organizationId,
    businessId,
    sourceId: id,
    documentId,
    kind: isDocumentation ? documentationKind(url, titled, vendor) : "page",
    title: titled,
    text,
    pieces: splitBlocks(siteText.own(blocks)),
    language,
    datedAt: dayOf(lastModified),
    origin: "sync",
    writtenBy: null,
    url,
    vendor,
    vendorVersion: isDocumentation ? documentationVersion(url, titled, vendor) : null,
    tags,
  });
}

async function markGone(
  tx: Transaction,
  { source: { organizationId } }: Reading,
  documentId: string | null,
): Promise<void> {
  if (documentId === null) return;
  const { count } = await tx.knowledgeDocument.updateMany({
    where: { organizationId, id: documentId, editedAt: null, goneAt: null },
    data: { goneAt: new Date() },
  });
  if (count > 0) await tx.knowledgeChunk.deleteMany({ where: { organizationId, documentId } });
}

/** None of a page that says not to follow them. */
function linksOf(
  { links, robots = null }: { links: readonly { href: string }[]; robots?: string | null },
  from: string,
): string[] {
  if (robots !== null && /\b(nofollow|none)\b/.test(robots)) return [];
  return links.flatMap(({ href }) => pageAddress(href, from) ?? []);
}

function dayOf(lastModified: string | null): Date | null {
  const ms = Date.parse(lastModified ?? "");
  return Number.isNaN(ms) ? null : new Date(ms);
}

const nameOf = (address: string): string => {
  const { host, pathname } = new URL(address);
  return pathname === "/" ? host : (pathname.split("/").findLast((part) => part !== "") ?? host);
};
