import type { ActionRun, ActionSteps, Integration, ReadBack, VendorRequest } from "../integration";
import { asked, bound } from "../parameters";
import { lacks, list, text } from "../reading";

/** HubSpot CRM, API v3 (developers.hubspot.com/docs/api/crm). */

const CONTACT_FIELDS = ["firstname", "lastname", "company", "phone", "mobilephone"];
/** HubSpot's own kinds of association. */
const TICKET_TO_CONTACT = 16;
const NOTE_TO_CONTACT = 202;

/** The contacts whose number is the caller's: no others are ever asked for. */
const contactsOf = (callerNumber: string): VendorRequest => ({
  method: "POST",
  path: "/crm/v3/objects/contacts/search",
  body: {
    filterGroups: ["phone", "mobilephone"].map((propertyName) => ({
      filters: [{ propertyName, operator: "EQ", value: callerNumber }],
    })),
    properties: CONTACT_FIELDS,
    limit: 5,
  },
});

const nameOf = (contact: unknown): string =>
  ["properties.firstname", "properties.lastname"].flatMap((path) => text(contact, path) ?? []).join(" ");

function* searchContacts({ bound: known }: ActionRun): ActionSteps {
  const { json } = yield contactsOf(known.caller_number ?? "");
  const found = list(json, "results");
  if (!found) return lacks("results");
  const contacts = found.map((contact) => ({ name: nameOf(contact), company: text(contact, "properties.company") }));
  const note = "No contact has the number that the caller calls from.";
  return { done: contacts.length > 0 ? { contacts } : { contacts, note } };
}

function* contactId(known: ActionRun["bound"]) {
  if (!known.caller_number) return null;
  const { json } = yield contactsOf(known.caller_number);
  return text(list(json, "results")?.[0], "id");
}

const associated = (id: string, associationTypeId: number) => [
  { to: { id }, types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }] },
];

function* createTicket(run: ActionRun): ActionSteps {
  const { said, settings, bound: known } = run;
  const id: string | null = yield* contactId(known);
  const fields = {
    subject: String(said.subject),
    content: [said.content, known.caller_number ? `Called from ${known.caller_number}.` : ""]
      .filter(Boolean)
      .join("\n"),
    hs_pipeline: settings.pipeline || "0",
    hs_pipeline_stage: settings.stage || "1",
  };
  const owner = settings.owner_id ? { hubspot_owner_id: settings.owner_id } : {};
  const priority = said.priority === undefined ? {} : { hs_ticket_priority: String(said.priority).toUpperCase() };
  const { json } = yield {
    method: "POST",
    path: "/crm/v3/objects/tickets",
    body: {
      properties: { ...fields, ...owner, ...priority },
      associations: id === null ? [] : associated(id, TICKET_TO_CONTACT),
    },
    changes: true,
  };
  const { content: _words, ...kept } = fields;
  const ticket = text(json, "id");
  if (ticket === null) return lacks("id");
  return { done: { ticket, subject: fields.subject }, record: { id: ticket, fields: kept } };
}

function* addNote(run: ActionRun): ActionSteps {
  const id: string | null = yield* contactId(run.bound);
  if (id === null) return { refused: "no contact has the number that the caller calls from" };
  const body = escaped(String(run.said.note));
  const { json } = yield {
    method: "POST",
    path: "/crm/v3/objects/notes",
    body: {
      properties: { hs_note_body: body, hs_timestamp: new Date(run.nowMs).toISOString() },
      associations: associated(id, NOTE_TO_CONTACT),
    },
    changes: true,
  };
  const note = text(json, "id");
  if (note === null) return lacks("id");
  return { done: { noted: true }, record: { id: note, fields: { hs_note_body: body } } };
}

/** Notes are shown as HTML. */
const escaped = (words: string): string =>
  words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\n", "<br>");

const readBack = (object: string, names: readonly string[]): ReadBack => ({
  request: ({ id }) => ({
    method: "GET",
    path: `/crm/v3/objects/${object}/${encodeURIComponent(id)}`,
    query: { properties: names.join(",") },
    expects: [404],
  }),
  read: ({ status, json }) =>
    status === 200 ? Object.fromEntries(names.map((name) => [name, text(json, `properties.${name}`)])) : null,
});

export const HUBSPOT: Integration = {
  vendor: "hubspot",
  title: "HubSpot",
  description: "Agents recognise a contact by the number they call from, make tickets and leave notes.",
  auth: {
    kind: "oauth",
    client: "hubspot",
    authorize: { origin: "https://app.hubspot.com", path: "/oauth/authorize" },
    // Version 1 ends in February 2027 (developers.hubspot.com/changelog/v1-oauth-api-deprecation).
    token: { origin: "https://api.hubapi.com", path: "/oauth/2026-03/token" },
    // Its guide of the authorization address does not have it.
    pkce: false,
    clientAuth: "form",
    tokenBody: "form",
    scopeSeparator: " ",
    revoke: ({ access, refresh }, client) => ({
      origin: "https://api.hubapi.com",
      method: "POST",
      path: "/oauth/2026-03/token/revoke",
      form: {
        client_id: client.id,
        client_secret: client.secret,
        token: refresh ?? access,
        token_type_hint: refresh === null ? "access_token" : "refresh_token",
      },
    }),
  },
  scopes: [
    { scope: "oauth", words: "Know which HubSpot account this is" },
    { scope: "crm.objects.contacts.read", words: "See your contacts, to find the one that calls" },
    { scope: "crm.objects.contacts.write", words: "Leave notes with your contacts" },
    { scope: "tickets", words: "See and make tickets" },
  ],
  settings: [
    {
      name: "pipeline",
      label: "Pipeline of tickets",
      hint: "Its id; 0 is HubSpot’s own.",
      required: true,
      initial: "0",
    },
    { name: "stage", label: "Stage of a new ticket", hint: "Its id; 1 is “New”.", required: true, initial: "1" },
    {
      name: "owner_id",
      label: "Owner of a new ticket",
      hint: "A HubSpot user’s owner id. Empty: nobody.",
      required: false,
    },
  ],
  apiOrigin: "https://api.hubapi.com",
  whoAmI: {
    request: { method: "GET", path: "/account-info/v3/details" },
    read: (json) => {
      const portal = text(json, "portalId");
      return portal === null ? null : { name: `HubSpot account ${portal}`, portal };
    },
  },
  problemIn: (json) => text(json, "message"),
  actions: [
    {
      name: "search_contacts",
      title: "Find the caller’s contact",
      description:
        "Looks up who the caller is in the business's CRM, by the number they call from and by nothing else.",
      effect: "reads",
      confirm: "none",
      sayWhile: "",
      parameters: [bound("caller_number")],
      steps: searchContacts,
      readBack: null,
    },
    {
      name: "create_ticket",
      title: "Make a ticket",
      description: "Makes a ticket for the business's people, with the caller's contact when their number is known.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m writing that down.",
      parameters: [
        asked("subject", "What it is about, in a few words"),
        asked("content", "What the caller needs, in their own words"),
        asked("priority", "How pressing it is, when the caller says so", {
          type: "choice",
          options: ["low", "medium", "high"],
          required: false,
        }),
        bound("caller_number", false),
      ],
      steps: createTicket,
      readBack: readBack("tickets", ["subject", "hs_pipeline", "hs_pipeline_stage"]),
    },
    {
      name: "add_note",
      title: "Leave a note with the caller’s contact",
      description:
        "Leaves a note with the caller's own contact in the CRM. It finds the contact by the number they call from.",
      effect: "changes",
      confirm: "none",
      sayWhile: "",
      parameters: [asked("note", "What the business should know, in plain sentences"), bound("caller_number")],
      steps: addNote,
      readBack: readBack("notes", ["hs_note_body"]),
    },
  ],
};
