import { withTenant } from "@/lib/db/transaction";
import type { News } from "@/lib/domain/notifications/news";
import { publishEvent } from "../live/publish-event";
import { askByPrisma, type NewsAudience, type Told, writeNews } from "./write-news";

/**
 * Tells members of an organization something, each by the ways they wish and once (`news.dedupeKey`), and rings their bells. Where a
 * transaction is open for what caused it, use `writeNews` in it and `announceNews` after it. Returns how many people were newly told in
 * the product.
 */
export async function notify(audience: NewsAudience, news: News, now = new Date()): Promise<number> {
  const told = await withTenant(audience.organizationId, (tx) => writeNews(askByPrisma(tx), audience, news, now));
  await announceNews(told);
  return told.length;
}

const AT_ONCE = 10;

/** Rings the bells of those who were told. Never throws: who was not reached sees it when the page next asks. */
export async function announceNews(told: readonly Told[]): Promise<void> {
  for (let from = 0; from < told.length; from += AT_ONCE)
    await Promise.all(
      told
        .slice(from, from + AT_ONCE)
        .map(({ organizationId, userId, notification }) =>
          publishEvent({ organizationId, userId }, { name: "notification.created", data: { notification } }),
        ),
    );
}
