import { v7 as uuidv7 } from "uuid";
import { checkAddress, type GuardOptions } from "@/lib/adapters/web-fetch/address-guard";
import { WebFetchError } from "@/lib/adapters/web-fetch/web-fetch-error";
import type { DocumentationVendor, KnowledgeSchedule, KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { withTenant } from "@/lib/db/transaction";
import { nextSyncAfter } from "@/lib/domain/knowledge/schedule";
import { vendorOf, VENDORS } from "@/lib/domain/knowledge/vendors";
import { recordAudit } from "../audit/record-audit";
import type { ServiceContext } from "../context";
import { ServiceError } from "../errors";
import { holdBusiness, SOURCE_SELECT, toSource } from "./source-row";

export type AddressToAdd = {
  businessId: string;
  kind: "website" | "page" | "documentation";
  /** As it was typed. */
  url: string;
  tags: string[];
  maxPages?: number | undefined;
  maxDepth?: number | undefined;
  schedule?: KnowledgeSchedule;
};

/**
 * Keeps an address for its business; it is read within a second or so, and nothing is fetched here. Throws INVALID (`url`) for what is no address, is not of
 * the public internet or has a name that nobody has; CONFLICT when it is there already; NOT_FOUND. Audited.
 */
export async function addAddress(
  context: ServiceContext,
  { businessId, kind, url: typed, tags, maxPages, maxDepth, schedule = "never" }: AddressToAdd,
  guard: GuardOptions,
  now: Date,
): Promise<KnowledgeSourceResource> {
  const url = await checked(typed, guard);
  const { organizationId, actor } = context;
  const vendor = vendorOf(url.href);
  return withTenant(organizationId, async (tx) => {
    await holdBusiness(tx, organizationId, businessId);
    // A page of a site that is read is no second time the same; nor is a site of which one page was read.
    const known = await tx.knowledgeSource.count({ where: { organizationId, businessId, url: url.href, kind } });
    if (known > 0) throw refused("CONFLICT", "This address is in the list already.");
    const id = uuidv7();
    const row = await tx.knowledgeSource.create({
      data: {
        organizationId,
        id,
        businessId,
        kind,
        name: nameOf(url, kind, vendor),
        url: url.href,
        maxPages: maxPages ?? null,
        maxDepth: maxDepth ?? null,
        vendor,
        tags,
        syncEvery: schedule,
        nextSyncAt: nextSyncAfter(schedule, now),
        createdBy: actor.kind === "user" ? actor.id : null,
        createdAt: now,
        queuedAt: now,
      },
      select: SOURCE_SELECT,
    });
    const record = { action: "knowledge_source.added", targetType: "knowledge_source", targetId: id };
    await recordAudit(tx, context, { ...record, details: { kind, name: row.name, businessId } }, now);
    return toSource(row);
  });
}

function nameOf({ host, pathname }: URL, kind: AddressToAdd["kind"], vendor: DocumentationVendor | null): string {
  const place = host.replace(/^www\./, "");
  if (kind === "documentation" && vendor) return `${VENDORS[vendor].name} documentation`;
  return kind === "website" || pathname === "/" ? place : `${place}${pathname}`;
}

async function checked(typed: string, guard: GuardOptions): Promise<URL> {
  // As people write addresses: without a protocol, which is the safe one then. With a port it is somebody's own machine.
  const protocol = /^[^/]+:\d/.test(typed) ? "http" : "https";
  try {
    const url = await checkAddress(/^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? typed : `${protocol}://${typed}`, guard);
    url.hash = "";
    return url;
  } catch (error) {
    if (!(error instanceof WebFetchError)) throw error;
    throw refused("INVALID", error.message);
  }
}

const refused = (code: "INVALID" | "CONFLICT", message: string) =>
  new ServiceError(code, message, { fields: { url: message } });
