import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { listBusinesses } from "./list-businesses";

/**
 * The id of the business that is meant: the one named, else the organization's only one. Needs `businesses.read`; throws INVALID (field `business`) when
 * there are several, NOT_FOUND when there is none. Whether a named one is the organization's is for the verb that uses it.
 */
export async function theBusinessOf(context: ServiceContext, named: string | undefined): Promise<string> {
  if (named !== undefined) return named;
  const { businesses } = await listBusinesses(context, { limit: 2 });
  const [only, more] = businesses;
  if (!only) throw new ServiceError("NOT_FOUND", "There is no business yet. Make one first.");
  if (!more) return only.id;
  throw new ServiceError("INVALID", "There are several businesses. Say which, with ?business= and its id.", {
    fields: { business: "name one of them by its id" },
  });
}
