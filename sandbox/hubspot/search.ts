import { z } from "zod";
import { invalidInput } from "./api-error";
import { TYPES, type ObjectType, type StoredObject } from "./model";
import { objectsOf, present, readBodyAs, type Call } from "./objects";

const OPERATORS = [
  ...(["EQ", "NEQ", "LT", "LTE", "GT", "GTE", "BETWEEN", "IN", "NOT_IN"] as const),
  ...(["HAS_PROPERTY", "NOT_HAS_PROPERTY", "CONTAINS_TOKEN", "NOT_CONTAINS_TOKEN"] as const),
] as const;
const value = z.union([z.string(), z.number()]).transform(String);
const filter = z.object({
  propertyName: z.string().min(1),
  operator: z.enum(OPERATORS),
  value: value.optional(),
  values: z.array(value).optional(),
  highValue: value.optional(),
});
type Filter = z.output<typeof filter>;
const searchInput = z.object({
  query: z.string().max(3000).optional(),
  filterGroups: z
    .array(z.object({ filters: z.array(filter).max(6) }))
    .max(5)
    .default([]),
  sorts: z
    .array(z.union([z.string(), z.object({ propertyName: z.string(), direction: z.string().optional() })]))
    .max(1, "only one sort")
    .default([]),
  properties: z.array(z.string()).default([]),
  limit: z.number().int().min(0).max(200).default(10),
  after: z.union([z.string(), z.number()]).transform(Number).default(0),
});

/** POST /crm/v3/objects/{type}/search: any group of filters, all filters of a group, and the query's words. @throws HubspotApiError 400. */
export function searchObjects(call: Call, type: ObjectType): object {
  const input = readBodyAs(searchInput, call.body);
  const words = (input.query ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  const found = objectsOf(call.portal, type).filter(
    (object) =>
      words.every((word) => TYPES[type].searched.some((name) => holds(object.properties[name], word))) &&
      (input.filterGroups.length === 0 ||
        input.filterGroups.some(({ filters }) =>
          filters.every((one) => passes(valueOf(object, one.propertyName), one)),
        )),
  );
  const [sort] = input.sorts;
  const by = typeof sort === "string" ? sort : (sort?.propertyName ?? "createdate");
  const isDown = typeof sort === "object" && sort.direction === "DESCENDING";
  found.sort((one, other) => (valueOf(one, by) ?? "").localeCompare(valueOf(other, by) ?? "") * (isDown ? -1 : 1));
  const until = input.after + input.limit;
  return {
    total: found.length,
    results: found.slice(input.after, until).map((object) => present(object, input.properties)),
    ...(until < found.length && { paging: { next: { after: String(until) } } }),
  };
}

/** A word is in a value as it stands, or as digits of a telephone number. */
function holds(kept: string | undefined, word: string): boolean {
  if (!kept) return false;
  const digits = word.replace(/\D/g, "");
  if (kept.toLowerCase().includes(word)) return true;
  return digits.length >= 7 && digits.length >= word.length - 6 && kept.replace(/\D/g, "").includes(digits);
}

function valueOf(object: StoredObject, name: string): string | undefined {
  if (name === "hs_object_id") return object.id;
  if (name === TYPES[object.type].createdName) return String(object.createdAtMs);
  if (name === TYPES[object.type].modifiedName) return String(object.updatedAtMs);
  return object.properties[name];
}

function passes(kept: string | undefined, { operator, value: text, values, highValue, propertyName }: Filter): boolean {
  const wanted = text?.toLowerCase();
  const has = kept?.toLowerCase();
  const list = values?.map((one) => one.toLowerCase());
  const needs = (given: unknown) => {
    if (given === undefined) throw invalidInput(`operator ${operator} of ${propertyName} needs a value`);
  };
  if (operator === "IN" || operator === "NOT_IN") needs(list);
  else if (!operator.endsWith("HAS_PROPERTY")) needs(wanted);
  switch (operator) {
    case "HAS_PROPERTY":
      return has !== undefined;
    case "NOT_HAS_PROPERTY":
      return has === undefined;
    case "EQ":
      return has === wanted;
    case "NEQ":
      return has !== wanted;
    case "IN":
      return has !== undefined && (list ?? []).includes(has);
    case "NOT_IN":
      return has !== undefined && !(list ?? []).includes(has);
    case "CONTAINS_TOKEN":
      return hasToken(has, wanted ?? "");
    case "NOT_CONTAINS_TOKEN":
      return !hasToken(has, wanted ?? "");
    case "BETWEEN":
      return has !== undefined && compare(has, wanted ?? "") >= 0 && compare(has, highValue?.toLowerCase() ?? "") <= 0;
    case "LT":
      return has !== undefined && compare(has, wanted ?? "") < 0;
    case "LTE":
      return has !== undefined && compare(has, wanted ?? "") <= 0;
    case "GT":
      return has !== undefined && compare(has, wanted ?? "") > 0;
    case "GTE":
      return has !== undefined && compare(has, wanted ?? "") >= 0;
  }
}

/** A whole word; "*" stands for any part of one. */
function hasToken(kept: string | undefined, wanted: string): boolean {
  const pattern = wanted.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const word = new RegExp(`^${pattern.join(".*")}$`);
  return (kept ?? "").split(/[\s@,;()]+/).some((token) => word.test(token)) || word.test(kept ?? "");
}

const compare = (one: string, other: string): number =>
  Number.isNaN(Number(one)) || Number.isNaN(Number(other)) ? one.localeCompare(other) : Number(one) - Number(other);
