import "server-only";
import type { ServiceContext } from "@/lib/services/context";
import { listBusinesses } from "@/lib/services/businesses/list-businesses";

/** The business that a page is about, by its address or else the first, and all there are to choose from. */
export async function theBusinessOf(context: ServiceContext, wanted: string | string[] | undefined) {
  const { businesses } = await listBusinesses(context, { limit: 100 });
  const options = businesses.map(({ id, name }) => ({ value: id, label: name }));
  return { business: businesses.find(({ id }) => id === wanted) ?? businesses[0] ?? null, options };
}
