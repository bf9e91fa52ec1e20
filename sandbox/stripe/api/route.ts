import type { StripeKey } from "../../controls/accounts";
import type { Account } from "../account";
import { invalidParam, noSuch } from "./api-error";
import type { Params } from "./params";

/** One request as an endpoint sees it: its parameters, and the ids in its path in their order. */
export interface Call {
  readonly account: Account;
  readonly params: Params;
  readonly ids: readonly string[];
  /** Whose key came, where the controls name it. */
  readonly key?: StripeKey | undefined;
}

/** An endpoint: "POST /v1/customers/:id". `operation` is its name in faults, e.g. "customers.update". */
export interface Route {
  readonly on: string;
  readonly operation: string;
  /** What a restricted key must be allowed: rak_…. */
  readonly permission?: string;
  /** Answers with the object, or a list of them; throws a StripeApiError. */
  answer(call: Call): object;
}

/** The object whose id stands first in the path. @throws 404 resource_missing. */
export function fromPath<T>(kind: ReadonlyMap<string, T>, what: string, { ids }: Call): T {
  const id = ids[0] ?? "";
  const found = kind.get(id);
  if (!found) throw noSuch(what, id);
  return found;
}

/** The object that a parameter names. @throws 400 resource_missing. */
export function fromParam<T>(kind: ReadonlyMap<string, T>, what: string, id: string, param: string): T {
  const found = kind.get(id);
  if (!found) throw noSuch(what, id, param);
  return found;
}

/** A page of objects, newest first, by limit, starting_after and ending_before, and a range of created. */
export function page<T extends { id?: string; created?: number }>(
  { params }: Pick<Call, "params">,
  url: string,
  oldestFirst: readonly T[],
): object {
  const limit = params.integer("limit") ?? 10;
  if (limit < 1 || limit > 100) {
    throw invalidParam(
      "This value must be greater than or equal to 1 and at most 100.",
      "limit",
      "parameter_invalid_integer",
    );
  }
  const after = params.string("starting_after");
  const before = params.string("ending_before");
  const all = inRange(params, [...oldestFirst].reverse());
  const indexOf = (id: string, param: string) => {
    const index = all.findIndex((one) => one.id === id);
    if (index < 0) throw noSuch("object", id, param);
    return index;
  };
  if (before !== undefined) {
    const end = indexOf(before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list", data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : indexOf(after, "starting_after") + 1;
  return { object: "list", data: all.slice(start, start + limit), has_more: start + limit < all.length, url };
}

function inRange<T extends { created?: number }>(params: Params, all: readonly T[]): readonly T[] {
  if (!params.has("created")) return all;
  const range = params.object("created");
  const [gt, gte, lt, lte] = [range?.integer("gt"), range?.integer("gte"), range?.integer("lt"), range?.integer("lte")];
  return all.filter(({ created = 0 }) => {
    const above = (gt === undefined || created > gt) && (gte === undefined || created >= gte);
    return above && (lt === undefined || created < lt) && (lte === undefined || created <= lte);
  });
}
