import type { ActionRun, ActionSteps, Integration, ReadBack, VendorAnswer, VendorRequest } from "../integration";
import { asked, bound } from "../parameters";
import { lacks, list, text } from "../reading";

/** Salesforce, REST API (developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest). */

const API = "/services/data/v62.0";
/** As many of a number's last digits as countries write alike. */
const LAST_DIGITS = 9;
const digits = (number: string): string => number.replaceAll(/\D/g, "");
const isSame = (one: string | null, other: string): boolean =>
  one !== null && digits(one).length >= LAST_DIGITS && digits(other).endsWith(digits(one).slice(-LAST_DIGITS));

type Contact = { id: string; name: string; account: string | null };

/** The contacts whose number is the caller's: no others are ever told of. */
function* contactsOf(caller: string): Generator<VendorRequest, Contact[] | null, VendorAnswer> {
  const { json } = yield {
    method: "GET",
    path: `${API}/parameterizedSearch`,
    query: {
      q: digits(caller).slice(-LAST_DIGITS),
      in: "PHONE",
      sobject: "Contact",
      "Contact.fields": "Id,Name,Phone,MobilePhone,Account.Name",
      "Contact.limit": "10",
    },
  };
  const found = list(json, "searchRecords");
  if (!found) return null;
  return found
    .filter((one) => isSame(text(one, "Phone"), caller) || isSame(text(one, "MobilePhone"), caller))
    .flatMap((one) => {
      const [id, name] = [text(one, "Id"), text(one, "Name")];
      return id === null || name === null ? [] : [{ id, name, account: text(one, "Account.Name") }];
    });
}

function* searchRecords({ bound: known }: ActionRun): ActionSteps {
  const contacts: Contact[] | null = yield* contactsOf(known.caller_number ?? "");
  if (!contacts) return lacks("searchRecords");
  const shown = contacts.map(({ name, account }) => ({ name, account }));
  const note = "No contact has the number that the caller calls from.";
  return { done: shown.length > 0 ? { contacts: shown } : { contacts: shown, note } };
}

function* createLead({ said, settings, bound: known }: ActionRun): ActionSteps {
  const names = String(said.name).trim().split(/\s+/);
  const fields = {
    LastName: names.at(-1) ?? "",
    FirstName: names.slice(0, -1).join(" ") || null,
    Company: String(said.company ?? "") || "Private",
    Email: said.email === undefined ? null : String(said.email).trim(),
    Phone: known.caller_number ?? null,
    Description: String(said.wants),
    LeadSource: settings.lead_source || "Phone Inquiry",
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
  const owner = settings.owner_id ? { OwnerId: settings.owner_id } : {};
  const { json } = yield {
    method: "POST",
    path: `${API}/sobjects/Lead`,
    body: { ...given, ...owner },
    changes: true,
  };
  const id = text(json, "id");
  if (id === null) return lacks("id");
  return {
    done: { lead: true },
    record: { id, fields: { LastName: fields.LastName, Company: fields.Company, Phone: fields.Phone } },
  };
}

const UPDATED = { email: "Email", street: "MailingStreet", city: "MailingCity", postal_code: "MailingPostalCode" };

function* updateContact({ said, bound: known }: ActionRun): ActionSteps {
  const change = Object.fromEntries(
    Object.entries(UPDATED).flatMap(([name, field]) => (said[name] === undefined ? [] : [[field, String(said[name])]])),
  );
  if (Object.keys(change).length === 0) return { refused: "say what is to be changed" };
  const contacts: Contact[] | null = yield* contactsOf(known.caller_number ?? "");
  if (!contacts) return lacks("searchRecords");
  const [contact, another] = contacts;
  if (!contact) return { refused: "no contact has the number that the caller calls from" };
  if (another) return { refused: "several contacts have the number that the caller calls from" };
  yield {
    method: "PATCH",
    path: `${API}/sobjects/Contact/${encodeURIComponent(contact.id)}`,
    body: change,
    changes: true,
  };
  return { done: { updated: Object.keys(said) }, record: { id: contact.id, fields: change } };
}

const readBack = (sobject: string): ReadBack => ({
  request: ({ id, fields }) => ({
    method: "GET",
    path: `${API}/sobjects/${sobject}/${encodeURIComponent(id)}`,
    query: { fields: Object.keys(fields).join(",") },
    expects: [404],
  }),
  read: ({ status, json }) => {
    if (status !== 200 || typeof json !== "object" || json === null) return null;
    const names = Object.keys(json).filter((name) => name !== "attributes" && name !== "Id");
    return Object.fromEntries(names.map((name) => [name, text(json, name)]));
  },
});

export const SALESFORCE: Integration = {
  vendor: "salesforce",
  title: "Salesforce",
  description:
    "Agents recognise a contact by the number they call from, make leads, and keep the caller’s address right.",
  auth: {
    kind: "oauth",
    client: "salesforce",
    authorize: { origin: "https://login.salesforce.com", path: "/services/oauth2/authorize" },
    token: { origin: "https://login.salesforce.com", path: "/services/oauth2/token" },
    pkce: true,
    clientAuth: "form",
    tokenBody: "form",
    scopeSeparator: " ",
    grantIn: (json) => {
      const url = text(json, "instance_url") ?? "";
      const host = URL.canParse(url) ? new URL(url) : null;
      if (host?.protocol !== "https:" || !/\.(salesforce|force)\.com$/.test(host.hostname))
        return { problem: "it did not say where its API is" };
      return { account: { name: host.hostname }, apiUrl: host.origin };
    },
    revoke: ({ access, refresh }) => ({
      origin: "https://login.salesforce.com",
      method: "POST",
      path: "/services/oauth2/revoke",
      form: { token: refresh ?? access },
    }),
  },
  scopes: [
    { scope: "api", words: "See and change what you may in Salesforce: contacts and leads are used" },
    { scope: "refresh_token", words: "Stay signed in until you disconnect" },
  ],
  settings: [
    { name: "lead_source", label: "Source of new leads", hint: "", required: false, initial: "Phone Inquiry" },
    { name: "owner_id", label: "Owner of new leads", hint: "A user’s or queue’s id. Empty: you.", required: false },
  ],
  apiOrigin: "https://login.salesforce.com",
  // A list: [{ message, errorCode }].
  problemIn: (json) => text(list(json)?.[0], "message") ?? text(json, "error_description"),
  actions: [
    {
      name: "search_records",
      title: "Find the caller’s contact",
      description:
        "Looks up who the caller is in the business's CRM, by the number they call from and by nothing else.",
      effect: "reads",
      confirm: "none",
      sayWhile: "",
      parameters: [bound("caller_number")],
      steps: searchRecords,
      readBack: null,
    },
    {
      name: "create_lead",
      title: "Make a lead",
      description: "Makes a lead of a caller who may become a customer. Ask for their name and what they want first.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m writing that down.",
      parameters: [
        asked("name", "The caller's whole name, as they said it"),
        asked("company", "Their company, when they have one", { required: false }),
        asked("email", "Their e-mail address, when they gave it", { required: false }),
        asked("wants", "What they want, in their own words"),
        bound("caller_number", false),
      ],
      steps: createLead,
      readBack: readBack("Lead"),
    },
    {
      name: "update_contact",
      title: "Change the caller’s contact",
      description:
        "Changes the e-mail or postal address of the caller's own contact. It finds the contact by the number they call from.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m changing that.",
      parameters: [
        asked("email", "The new e-mail address", { required: false }),
        asked("street", "The new street and number", { required: false }),
        asked("city", "The new city", { required: false }),
        asked("postal_code", "The new postal code", { required: false }),
        bound("caller_number"),
      ],
      steps: updateContact,
      readBack: readBack("Contact"),
    },
  ],
};
