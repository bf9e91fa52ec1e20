import robotsParser from "robots-parser";
import { fetchPage, type FetchOptions } from "../web-fetch/fetch-page";
import { WebFetchError } from "../web-fetch/web-fetch-error";

/** What a site allows to one who reads it: with and without "www.", by http and https it is the same site. */
export type Robots = {
  isAllowed(address: string): boolean;
  /** How long to wait between two pages; null: it does not say. */
  crawlDelayMs: number | null;
  sitemaps: readonly string[];
};

const MOST_BYTES = 1_000_000;
const EVERYTHING: Robots = { isAllowed: () => true, crawlDelayMs: null, sitemaps: [] };

/**
 * Reads a site's robots.txt for `agent`. A site without one allows everything; one whose server fails allows nothing until it answers again (RFC 9309):
 * that throws WebFetchError, as does a site that is not there.
 */
export async function readRobots(
  origin: string,
  agent: string,
  options: Omit<FetchOptions, "mediaTypes" | "maxBytes" | "known">,
): Promise<Robots> {
  const address = `${origin}/robots.txt`;
  let text: string;
  try {
    const { body } = await fetchPage(address, { ...options, mediaTypes: "any", maxBytes: MOST_BYTES });
    text = body.toString("utf8");
  } catch (error) {
    if (!(error instanceof WebFetchError)) throw error;
    if (error.answer && error.answer.status < 500 && error.answer.status !== 429) return EVERYTHING;
    // Nobody writes rules of that size, and a redirect without end is none.
    if (error.problem === "too_large" || error.problem === "too_many_redirects") return EVERYTHING;
    if (!error.answer) throw error;
    const { host } = new URL(origin);
    const words = `${host} answers with an error (${error.answer.status}) when asked what may be read of it (robots.txt), so nothing is read. Try again later.`;
    throw new WebFetchError("refused", words, error.answer);
  }
  const rules = robotsParser(address, text);
  const seconds = rules.getCrawlDelay(agent);
  return {
    isAllowed(asked) {
      // The rules know addresses of the very origin they were read from alone.
      const { pathname, search } = new URL(asked);
      return rules.isAllowed(`${origin}${pathname}${search}`, agent) !== false;
    },
    crawlDelayMs: seconds === undefined || !Number.isFinite(seconds) ? null : Math.max(0, seconds) * 1_000,
    sitemaps: rules.getSitemaps(),
  };
}
