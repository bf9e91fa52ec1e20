import type { ActionRun, ActionSteps, Integration, ReadBack } from "../integration";
import { asked, bound } from "../parameters";
import { lacks, list, text } from "../reading";

/** Notion, API of 2022-06-28 (developers.notion.com/reference). Integrations see the pages alone that were shared with them. */

const MOST_CHARS = 2000;
const MOST_TOLD = 1500;

const richText = (words: string) => [{ type: "text", text: { content: words.slice(0, MOST_CHARS) } }];
const paragraphs = (words: string) =>
  words
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ object: "block", type: "paragraph", paragraph: { rich_text: richText(line) } }));

const plainOf = (pieces: unknown): string =>
  (list(pieces) ?? []).map((piece) => text(piece, "plain_text") ?? "").join("");

/** The title is the one property of its type, whatever it is called. */
function titleOf(page: unknown): string {
  const properties = typeof page === "object" && page !== null && "properties" in page ? page.properties : {};
  const title = Object.values(properties ?? {}).find((property) => text(property, "type") === "title") as unknown;
  return typeof title === "object" && title !== null && "title" in title ? plainOf(title.title) : "";
}

const databaseOf = ({ settings }: ActionRun): string | null => {
  const id = /([0-9a-f]{32})/i.exec((settings.database_id ?? "").replaceAll("-", ""))?.[1];
  return id ?? null;
};
const NO_DATABASE = { refused: "the business has not said yet where it goes" };

function* createPage(run: ActionRun): ActionSteps {
  const { said, bound: known } = run;
  const database = databaseOf(run);
  if (!database) return NO_DATABASE;
  const title = String(said.title).slice(0, 200);
  const words = [said.text, known.caller_number ? `Called from ${known.caller_number}.` : ""].filter(Boolean);
  const { json } = yield {
    method: "POST",
    path: "/v1/pages",
    body: {
      parent: { database_id: database },
      // A database's title answers to this id.
      properties: { title: { title: richText(title) } },
      children: paragraphs(words.join("\n")),
    },
    changes: true,
  };
  const id = text(json, "id");
  return id === null ? lacks("id") : { done: { page: title }, record: { id, fields: { title } } };
}

function* searchContent({ said }: ActionRun): ActionSteps {
  const { json } = yield {
    method: "POST",
    path: "/v1/search",
    body: { query: String(said.query), filter: { property: "object", value: "page" }, page_size: 5 },
  };
  const pages = list(json, "results");
  if (!pages) return lacks("results");
  const titles = pages.map(titleOf);
  const id = text(pages[0], "id");
  if (id === null) return { done: { pages: [], note: "Nothing that was shared answers this." } };
  const blocks = yield {
    method: "GET",
    path: `/v1/blocks/${encodeURIComponent(id)}/children`,
    query: { page_size: "50" },
  };
  const words = (list(blocks.json, "results") ?? [])
    .map((block) => {
      const type = text(block, "type") ?? "";
      const inner = (block as Record<string, unknown>)[type];
      return typeof inner === "object" && inner !== null && "rich_text" in inner ? plainOf(inner.rich_text) : "";
    })
    .filter((line) => line !== "");
  return { done: { first: { title: titles[0], text: words.join("\n").slice(0, MOST_TOLD) }, others: titles.slice(1) } };
}

function* updateDatabase(run: ActionRun): ActionSteps {
  const { said, settings, bound: known } = run;
  const database = databaseOf(run);
  const [phone, note] = [settings.phone_property ?? "", settings.note_property ?? ""];
  if (!database || phone === "" || note === "") return NO_DATABASE;
  const { json } = yield {
    method: "POST",
    path: `/v1/databases/${database}/query`,
    body: { filter: { property: phone, phone_number: { equals: known.caller_number } }, page_size: 2 },
  };
  const rows = list(json, "results");
  if (!rows) return lacks("results");
  const [row, another] = rows;
  const id = text(row, "id");
  if (id === null) return { refused: "no entry has the number that the caller calls from" };
  if (another) return { refused: "several entries have the number that the caller calls from" };
  const words = String(said.note).slice(0, MOST_CHARS);
  const answer = yield {
    method: "PATCH",
    path: `/v1/pages/${encodeURIComponent(id)}`,
    body: { properties: { [note]: { rich_text: richText(words) } } },
    changes: true,
  };
  if (text(answer.json, "id") === null) return lacks("id");
  return { done: { updated: true }, record: { id, fields: { property: note, note: words } } };
}

const noteOf: ReadBack["read"] = ({ status, json }, { fields: { property } }) => {
  const properties = typeof json === "object" && json !== null && "properties" in json ? json.properties : null;
  if (status !== 200 || isAway(json) || typeof properties !== "object" || properties === null) return null;
  const found = (properties as Record<string, unknown>)[String(property)];
  const pieces = typeof found === "object" && found !== null && "rich_text" in found ? found.rich_text : [];
  return { property: property ?? null, note: plainOf(pieces) };
};

const readBack: ReadBack = {
  request: ({ id }) => ({ method: "GET", path: `/v1/pages/${encodeURIComponent(id)}`, expects: [404] }),
  read: ({ status, json }) =>
    status === 200 && text(json, "id") !== null && !isAway(json) ? { title: titleOf(json) } : null,
};

const isAway = (page: unknown): boolean =>
  typeof page === "object" && page !== null && ("archived" in page ? page.archived === true : false);

export const NOTION: Integration = {
  vendor: "notion",
  title: "Notion",
  description: "Agents look into pages that you share, add pages to a database, and note things in a caller’s entry.",
  auth: {
    kind: "oauth",
    client: "notion",
    authorize: { origin: "https://api.notion.com", path: "/v1/oauth/authorize", params: { owner: "user" } },
    token: { origin: "https://api.notion.com", path: "/v1/oauth/token" },
    pkce: false,
    clientAuth: "basic",
    tokenBody: "json",
    scopeSeparator: " ",
    grantIn: (json) => {
      const name = text(json, "workspace_name") ?? text(json, "workspace_id");
      return name === null ? {} : { account: { name } };
    },
    revoke: ({ access }, client) => ({
      origin: "https://api.notion.com",
      method: "POST",
      path: "/v1/oauth/revoke",
      json: { token: access },
      headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
    }),
  },
  // What it may do is said in the app that is registered; which pages, the person says at Notion.
  scopes: [],
  settings: [
    { name: "database_id", label: "Database", hint: "The link to it, or its id.", required: true },
    {
      name: "phone_property",
      label: "Property with the caller’s number",
      hint: "Of the type Phone.",
      required: false,
      initial: "Phone",
    },
    {
      name: "note_property",
      label: "Property for notes",
      hint: "Of the type Text.",
      required: false,
      initial: "Notes",
    },
  ],
  apiOrigin: "https://api.notion.com",
  headers: { "notion-version": "2022-06-28" },
  problemIn: (json) => text(json, "message"),
  actions: [
    {
      name: "search_content",
      title: "Look something up in Notion",
      description:
        "Searches the pages that the business shares. Use it for what the business has written down there and you do not know.",
      effect: "reads",
      confirm: "none",
      warning:
        "It searches every page that you shared, by whatever the caller says, and tells what it finds. Switch it on only if any caller may hear all of that; share no pages about single customers.",
      sayWhile: "Let me look that up.",
      parameters: [asked("query", "What to look for, in a few words")],
      steps: searchContent,
      readBack: null,
    },
    {
      name: "create_page",
      title: "Add a page",
      description: "Adds a page to the business's database, with what the caller wants.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m writing that down.",
      parameters: [
        asked("title", "What it is about, in a few words"),
        asked("text", "What the caller wants, in their own words"),
        bound("caller_number", false),
      ],
      steps: createPage,
      readBack,
    },
    {
      name: "update_database",
      title: "Note something in the caller’s entry",
      description:
        "Writes a note into the caller's own entry of the business's database. It finds the entry by the number they call from.",
      effect: "changes",
      confirm: "none",
      mode: "one_after_another",
      sayWhile: "",
      parameters: [asked("note", "What is to stand there, in plain words"), bound("caller_number")],
      steps: updateDatabase,
      readBack: { request: readBack.request, read: noteOf },
    },
  ],
};
