/** The kinds of object that are kept, and what HubSpot knows of each. Source: its published specs and guides of tickets, notes and contacts. */
export type ObjectType = "tickets" | "notes" | "contacts";

export interface TypeRules {
  /** As errors name it. */
  readonly name: string;
  readonly typeId: string;
  /** What a new one must have; of `oneOf` any. */
  readonly required: readonly string[];
  readonly oneOf?: readonly string[];
  readonly properties: readonly string[];
  /** What is given back when nothing is asked for. */
  readonly shown: readonly string[];
  /** What a search's `query` looks at. */
  readonly searched: readonly string[];
  readonly createdName: string;
  readonly modifiedName: string;
  readonly reads: readonly string[];
  readonly writes: readonly string[];
}

const SYSTEM = ["hs_object_id", "hubspot_owner_id", "hs_lastmodifieddate", "hs_createdate", "createdate"];

export const TYPES: Readonly<Record<ObjectType, TypeRules>> = {
  tickets: {
    name: "TICKET",
    typeId: "0-5",
    required: ["subject", "hs_pipeline_stage"],
    properties: [
      ...["subject", "content", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "hs_ticket_category"],
      ...["source_type", "hs_ticket_id", "closed_date", ...SYSTEM],
    ],
    shown: [
      ...["content", "createdate", "hs_lastmodifieddate", "hs_object_id", "hs_pipeline", "hs_pipeline_stage"],
      ...["hs_ticket_category", "hs_ticket_priority", "subject"],
    ],
    searched: ["subject", "content"],
    createdName: "createdate",
    modifiedName: "hs_lastmodifieddate",
    reads: ["tickets"],
    writes: ["tickets"],
  },
  notes: {
    name: "NOTE",
    typeId: "0-46",
    required: ["hs_timestamp"],
    properties: ["hs_timestamp", "hs_note_body", "hs_attachment_ids", ...SYSTEM],
    shown: ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
    searched: ["hs_note_body"],
    createdName: "hs_createdate",
    modifiedName: "hs_lastmodifieddate",
    reads: ["crm.objects.contacts.read"],
    writes: ["crm.objects.contacts.write"],
  },
  contacts: {
    name: "CONTACT",
    typeId: "0-1",
    required: [],
    oneOf: ["email", "firstname", "lastname"],
    properties: [
      ...["email", "firstname", "lastname", "phone", "mobilephone", "company", "website", "jobtitle", "lifecyclestage"],
      ...["address", "city", "state", "zip", "country", "hs_lead_status", "lastmodifieddate", ...SYSTEM],
    ],
    shown: ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
    searched: ["firstname", "lastname", "email", "phone", "mobilephone", "company"],
    createdName: "createdate",
    modifiedName: "lastmodifieddate",
    reads: ["crm.objects.contacts.read"],
    writes: ["crm.objects.contacts.write"],
  },
};

/** HubSpot's own kinds of association. Source: developers.hubspot.com, "association type id values". */
const ASSOCIATIONS: Readonly<Record<string, { readonly id: number; readonly type: string }>> = {
  "tickets contacts": { id: 16, type: "ticket_to_contact" },
  "contacts tickets": { id: 15, type: "contact_to_ticket" },
  "notes contacts": { id: 202, type: "note_to_contact" },
  "contacts notes": { id: 201, type: "contact_to_note" },
  "notes tickets": { id: 228, type: "note_to_ticket" },
  "tickets notes": { id: 227, type: "ticket_to_note" },
};

export const associationOf = (from: ObjectType, to: ObjectType) => ASSOCIATIONS[`${from} ${to}`];

/** The kind that an association of that number leads to from `from`. */
export const targetOf = (from: ObjectType, typeId: number): ObjectType | undefined =>
  (Object.keys(TYPES) as ObjectType[]).find((to) => associationOf(from, to)?.id === typeId);

/** "tickets", "ticket" and "0-5" alike. */
export function typeOf(text: string): ObjectType | undefined {
  const all = Object.entries(TYPES) as [ObjectType, TypeRules][];
  return all.find(([type, { typeId }]) => text === type || text === type.slice(0, -1) || text === typeId)?.[0];
}

export interface StoredObject {
  readonly id: string;
  readonly type: ObjectType;
  readonly createdAtMs: number;
  updatedAtMs: number;
  archived: boolean;
  properties: Readonly<Record<string, string>>;
}

export interface Link {
  readonly from: string;
  readonly to: string;
}

export interface Portal {
  readonly name: string;
  readonly hubId: number;
  readonly objects: Map<string, StoredObject>;
  /** Both ways at once: an association has no direction of its own. */
  links: readonly Link[];
}

/** One change that an app asked for: tests count these. */
export interface Write {
  readonly atMs: number;
  readonly account: string;
  readonly operation: string;
  readonly id: string;
  readonly fault: string | null;
}

/** Every HubSpot account that somebody let an app into, in memory. */
export class World {
  readonly portals = new Map<string, Portal>();
  readonly writes: Write[] = [];
  /** What was accepted and shall disappear. */
  readonly doomed = new Set<() => void>();
  private nextHubId = 145_000_001;
  private nextObjectId = 51_000_001;

  portal(name: string): Portal {
    const known = this.portals.get(name);
    if (known) return known;
    const made: Portal = { name, hubId: this.nextHubId++, objects: new Map(), links: [] };
    this.portals.set(name, made);
    return made;
  }

  newObjectId(): string {
    return String(this.nextObjectId++);
  }

  clear(name: string | undefined): void {
    if (name === undefined) {
      this.portals.clear();
      this.writes.length = 0;
      this.doomed.clear();
      return;
    }
    this.portals.delete(name);
    this.writes.splice(0, this.writes.length, ...this.writes.filter((write) => write.account !== name));
  }
}

/** Ids of one kind that are linked with this object. */
export function linked(portal: Portal, id: string, type: ObjectType): string[] {
  return portal.links
    .filter(({ from, to }) => from === id || to === id)
    .map(({ from, to }) => (from === id ? to : from))
    .filter((other) => {
      const object = portal.objects.get(other);
      return object?.type === type && !object.archived;
    });
}

export function link(portal: Portal, from: string, to: string): void {
  const there = portal.links.some(
    (one) => (one.from === from && one.to === to) || (one.from === to && one.to === from),
  );
  if (!there) portal.links = [...portal.links, { from, to }];
}
