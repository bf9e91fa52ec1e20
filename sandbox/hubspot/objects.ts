import { z } from "zod";
import type { Clock } from "../controls/clock";
import type { Fault } from "../stand-in";
import { HubspotApiError, invalidInput, notFound } from "./api-error";
import {
  associationOf,
  link,
  linked,
  targetOf,
  TYPES,
  typeOf,
  type ObjectType,
  type Portal,
  type StoredObject,
  type World,
} from "./model";

/** One request to the API, signed in. */
export interface Call {
  readonly world: World;
  readonly clock: Clock;
  readonly portal: Portal;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly operation: string;
  readonly fault: Fault | undefined;
}

const propertiesInput = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const createInput = z.object({
  properties: propertiesInput,
  associations: z
    .array(
      z.object({
        to: z.object({ id: z.union([z.string(), z.number()]).transform(String) }),
        types: z.array(z.object({ associationCategory: z.string(), associationTypeId: z.number() })).min(1),
      }),
    )
    .nullish(),
});
const changeInput = z.object({ properties: propertiesInput });

/** POST /crm/v3/objects/{type}. @throws HubspotApiError 400, 409. */
export function createObject(call: Call, type: ObjectType): object {
  const input = readBodyAs(createInput, call.body);
  const properties = readProperties(type, input.properties);
  const rules = TYPES[type];
  const missing = rules.required.filter((name) => !properties[name]);
  if (missing.length > 0 || (rules.oneOf && !rules.oneOf.some((name) => properties[name]))) {
    const names = missing.length > 0 ? missing : rules.oneOf;
    throw invalidInput(`Error creating ${rules.name}. Some required properties were not set.`, {
      errors: [
        { message: "required properties were not set", code: "REQUIRED_PROPERTY", context: { properties: names } },
      ],
    });
  }
  checkUnique(call.portal, type, properties, undefined);
  const targets = (input.associations ?? []).map(({ to, types }) => {
    for (const { associationTypeId } of types) {
      const target = targetOf(type, associationTypeId);
      if (!target) throw invalidInput(`Invalid association type ${associationTypeId} for ${rules.name}`);
      getObject(call.portal, target, to.id);
    }
    return to.id;
  });
  const nowMs = call.clock.nowMs();
  const made: StoredObject = {
    id: call.world.newObjectId(),
    type,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    archived: false,
    properties: type === "tickets" ? { hs_pipeline: "0", ...properties } : properties,
  };
  write(call, made, targets);
  return present(made, Object.keys(properties));
}

/** PATCH /crm/v3/objects/{type}/{id}: only what is named changes; "" takes away. @throws HubspotApiError 400, 404, 409. */
export function changeObject(call: Call, type: ObjectType, id: string): object {
  const object = findObject(call, type, id);
  const change = readProperties(type, readBodyAs(changeInput, call.body).properties);
  checkUnique(call.portal, type, change, object.id);
  const changed = {
    ...object,
    updatedAtMs: call.clock.nowMs(),
    properties: Object.fromEntries(
      Object.entries({ ...object.properties, ...change }).filter(([, value]) => value !== ""),
    ),
  };
  write(call, changed, []);
  return present(changed, Object.keys(change));
}

/** DELETE /crm/v3/objects/{type}/{id}: archived; again it is well, as HubSpot has it. */
export function archiveObject(call: Call, type: ObjectType, id: string): void {
  const object = call.portal.objects.get(id);
  if (object?.type !== type || object.archived) return;
  write(call, { ...object, archived: true, updatedAtMs: call.clock.nowMs() }, []);
}

/** GET /crm/v3/objects/{type}/{id}?properties=&associations=&idProperty=. @throws HubspotApiError 400, 404. */
export function readObject(call: Call, type: ObjectType, id: string): object {
  return presentWanted(call, findObject(call, type, id));
}

/** GET /crm/v3/objects/{type}?limit=&after=: pages of at most 100. */
export function listObjects(call: Call, type: ObjectType): object {
  const limit = Math.min(Number(call.query.get("limit") ?? 10) || 10, 100);
  const after = Number(call.query.get("after") ?? 0) || 0;
  const all = objectsOf(call.portal, type);
  const until = after + limit;
  return {
    results: all.slice(after, until).map((object) => presentWanted(call, object)),
    ...(until < all.length && { paging: { next: { after: String(until) } } }),
  };
}

/** PUT …/associations/…: the default association of two records. @throws HubspotApiError 400, 404. */
export function associate(call: Call, fromType: ObjectType, fromId: string, toText: string, toId: string): object {
  const to = typeOf(toText);
  const association = to && associationOf(fromType, to);
  if (!association) throw invalidInput(`Invalid association to ${toText}`);
  getObject(call.portal, fromType, fromId);
  getObject(call.portal, to, toId);
  if (call.fault?.kind !== "no-write") link(call.portal, fromId, toId);
  const at = new Date(call.clock.nowMs()).toISOString();
  const associationSpec = { associationCategory: "HUBSPOT_DEFINED", associationTypeId: association.id };
  return {
    status: "COMPLETE",
    results: [{ from: { id: fromId }, to: { id: toId }, associationSpec }],
    startedAt: at,
    completedAt: at,
  };
}

/** GET /crm/v4/objects/{type}/{id}/associations/{toType}. */
export function listAssociations(call: Call, type: ObjectType, id: string, toText: string): object {
  const to = typeOf(toText);
  const association = to && associationOf(type, to);
  if (!association) throw invalidInput(`Invalid association to ${toText}`);
  getObject(call.portal, type, id);
  return {
    results: linked(call.portal, id, to).map((other) => ({
      toObjectId: Number(other),
      associationTypes: [{ category: "HUBSPOT_DEFINED", typeId: association.id, label: null }],
    })),
  };
}

export const objectsOf = (portal: Portal, type: ObjectType): StoredObject[] =>
  [...portal.objects.values()].filter((object) => object.type === type && !object.archived);

/** A record as the API shows it, with these properties beside the usual ones; null where there is no value. */
export function present(object: StoredObject, wanted: readonly string[]) {
  const rules = TYPES[object.type];
  const created = new Date(object.createdAtMs).toISOString();
  const updated = new Date(object.updatedAtMs).toISOString();
  const all: Record<string, string> = {
    ...object.properties,
    hs_object_id: object.id,
    [rules.createdName]: created,
    [rules.modifiedName]: updated,
  };
  const names = new Set([...rules.shown, ...wanted].filter((name) => rules.properties.includes(name)));
  return {
    id: object.id,
    properties: Object.fromEntries([...names].map((name) => [name, all[name] ?? null])),
    createdAt: created,
    updatedAt: updated,
    archived: object.archived,
  };
}

function presentWanted({ query, portal }: Call, object: StoredObject): object {
  const listOf = (name: string) => query.getAll(name).flatMap((text) => text.split(",").filter(Boolean));
  const associations = listOf("associations").flatMap((text) => {
    const to = typeOf(text);
    const association = to && associationOf(object.type, to);
    if (!association) throw invalidInput(`Invalid association to ${text}`);
    const results = linked(portal, object.id, to).map((id) => ({ id, type: association.type }));
    return results.length > 0 ? [[to, { results }]] : [];
  });
  return {
    ...present(object, listOf("properties")),
    ...(associations.length > 0 && { associations: Object.fromEntries(associations) as object }),
  };
}

function findObject({ portal, query }: Call, type: ObjectType, id: string): StoredObject {
  const property = query.get("idProperty");
  if (!property) return getObject(portal, type, id);
  const found = objectsOf(portal, type).find(
    (object) => object.properties[property]?.toLowerCase() === id.toLowerCase(),
  );
  if (!found) throw notFound();
  return found;
}

function getObject(portal: Portal, type: ObjectType, id: string): StoredObject {
  const object = portal.objects.get(id);
  if (object?.type !== type || object.archived) throw notFound();
  return object;
}

/** Keeps a change as a planted fault has it kept. */
function write(
  { world, clock, portal, operation, fault }: Call,
  after: StoredObject,
  targets: readonly string[],
): void {
  const before = portal.objects.get(after.id);
  const keep = (object: StoredObject) => {
    portal.objects.set(object.id, object);
    for (const target of targets) link(portal, object.id, target);
  };
  if (fault?.kind !== "no-write") keep(after);
  if (fault?.kind === "duplicate") keep({ ...after, id: world.newObjectId() });
  if (fault?.kind === "late-failure") {
    const undo = () => {
      world.doomed.delete(undo);
      if (before) portal.objects.set(before.id, before);
      else portal.objects.delete(after.id);
    };
    world.doomed.add(undo);
    if (fault.afterMs !== undefined) clock.after(fault.afterMs, undo);
  }
  world.writes.push({ atMs: clock.nowMs(), account: portal.name, operation, id: after.id, fault: fault?.kind ?? null });
}

/** Values as texts, of properties that there are. @throws HubspotApiError 400. */
function readProperties(type: ObjectType, input: z.output<typeof propertiesInput>): Record<string, string> {
  const unknown = Object.keys(input).filter((name) => !TYPES[type].properties.includes(name));
  if (unknown.length > 0) {
    const problems = unknown.map((name) => ({
      isValid: false,
      message: `Property "${name}" does not exist`,
      error: "PROPERTY_DOESNT_EXIST",
      name,
    }));
    throw invalidInput(`Property values were not valid: ${JSON.stringify(problems)}`);
  }
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, value === null ? "" : String(value)]));
}

/** Of contacts there is one for each address. @throws HubspotApiError 409. */
function checkUnique(
  portal: Portal,
  type: ObjectType,
  properties: Record<string, string>,
  self: string | undefined,
): void {
  const email = type === "contacts" ? properties.email?.toLowerCase() : undefined;
  if (!email) return;
  const other = objectsOf(portal, type).find((object) => object.properties.email?.toLowerCase() === email);
  if (other && other.id !== self)
    throw new HubspotApiError(409, "CONFLICT", `Contact already exists. Existing ID: ${other.id}`);
}

export function readBodyAs<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw invalidInput(`Invalid input JSON on line 1, column 1: ${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`);
}
