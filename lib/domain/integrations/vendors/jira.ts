import type { ActionRun, ActionSteps, Integration, VendorAnswer, VendorRequest, ActionResult } from "../integration";
import { asked, bound } from "../parameters";
import { lacks, list, text } from "../reading";

/** Jira Cloud, REST API v3 (developer.atlassian.com/cloud/jira/platform/rest/v3), with an API token. */

const API = "/rest/api/3";
/** Marks an issue as a caller's own: only such a one is ever changed or told of for them. */
const labelOf = (caller: string): string => `caller-${caller.replaceAll(/\D/g, "")}`;

/** Atlassian's document format: paragraphs of plain words. */
const documentOf = (words: string) => ({
  type: "doc",
  version: 1,
  content: words
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => ({ type: "paragraph", content: [{ type: "text", text: line }] })),
});

function projectOf({ settings }: ActionRun): string | null {
  const project = (settings.project ?? "").toUpperCase();
  return /^[A-Z][A-Z0-9_]{1,20}$/.test(project) ? project : null;
}

const NO_PROJECT = { refused: "the business has not said yet in which project" };

function* createIssue(run: ActionRun): ActionSteps {
  const { said, settings, bound: known } = run;
  const key = projectOf(run);
  if (!key) return NO_PROJECT;
  const summary = String(said.summary).replaceAll(/\s+/g, " ").slice(0, 250);
  const words = [said.description, known.caller_number ? `Called from ${known.caller_number}.` : ""].filter(Boolean);
  const { json } = yield {
    method: "POST",
    path: `${API}/issue`,
    body: {
      fields: {
        project: { key },
        issuetype: { name: settings.issue_type || "Task" },
        summary,
        description: documentOf(words.join("\n")),
        labels: known.caller_number ? [labelOf(known.caller_number)] : [],
      },
    },
    changes: true,
  };
  const issue = text(json, "key");
  if (issue === null) return lacks("key");
  return { done: { issue, summary }, record: { id: issue, fields: { summary } } };
}

type Own = { key: string; status: string | null } | Exclude<ActionResult, { done: unknown }>;

/** The caller's own issue: the one they named, or their newest. */
function* ownIssue(run: ActionRun): Generator<VendorRequest, Own, VendorAnswer> {
  const project = projectOf(run);
  if (!project) return NO_PROJECT;
  const jql = `project = "${project}" AND labels = "${labelOf(run.bound.caller_number ?? "")}" ORDER BY created DESC`;
  const { json } = yield {
    method: "POST",
    path: `${API}/search/jql`,
    body: { jql, fields: ["summary", "status"], maxResults: 20 },
  };
  const issues = list(json, "issues");
  if (!issues) return lacks("list of issues");
  const named = run.said.issue === undefined ? null : String(run.said.issue).toUpperCase().replaceAll(/\s/g, "");
  const found = issues.find((issue) => named === null || text(issue, "key") === named);
  const key = text(found, "key");
  if (key !== null) return { key, status: text(found, "fields.status.name") };
  const why = issues.length === 0 ? "nothing is entered under the caller's number" : `${named} is not the caller's own`;
  return { refused: why };
}

function* updateStatus(run: ActionRun): ActionSteps {
  const own = yield* ownIssue(run);
  if (!("key" in own)) return own;
  const path = `${API}/issue/${encodeURIComponent(own.key)}/transitions`;
  const { json } = yield { method: "GET", path };
  const transitions = list(json, "transitions");
  if (!transitions) return lacks("list of transitions");
  const wanted = String(run.said.status).trim().toLowerCase();
  const nameOf = (transition: unknown) => text(transition, "to.name") ?? text(transition, "name") ?? "";
  const transition = transitions.find((one) => nameOf(one).toLowerCase() === wanted);
  const id = text(transition, "id");
  if (id === null)
    return { refused: `${own.key} can become ${transitions.map(nameOf).join(", ") || "nothing else"} now` };
  const status = nameOf(transition);
  yield { method: "POST", path, body: { transition: { id } }, changes: true };
  return { done: { issue: own.key, status }, record: { id: own.key, fields: { status } } };
}

function* addComment(run: ActionRun): ActionSteps {
  const own = yield* ownIssue(run);
  if (!("key" in own)) return own;
  const comment = String(run.said.comment);
  const { json } = yield {
    method: "POST",
    path: `${API}/issue/${encodeURIComponent(own.key)}/comment`,
    body: { body: documentOf(`The caller says: ${comment}`) },
    changes: true,
  };
  const id = text(json, "id");
  if (id === null) return lacks("id");
  return { done: { issue: own.key, commented: true }, record: { id: `${own.key}/${id}`, fields: { id } } };
}

const issuePath = (key: string) => `${API}/issue/${encodeURIComponent(key)}`;
const OWN_ISSUE = asked("issue", "The issue's key, such as SUP-12, when the caller says it; else their newest", {
  required: false,
});

export const JIRA: Integration = {
  vendor: "jira",
  title: "Jira",
  description: "Agents make issues, and comment on or move on a caller’s own.",
  auth: {
    kind: "key",
    signIn: "basic",
    fields: [
      { name: "site", label: "Site", hint: "Such as brightdental.atlassian.net", secret: false },
      {
        name: "email",
        label: "E-mail of the account",
        hint: "An account of its own is best: it is named in Jira.",
        secret: false,
      },
      { name: "token", label: "API token", hint: "From id.atlassian.com, Security, API tokens.", secret: true },
    ],
    read: ({ site = "", email = "", token = "" }) => {
      const host = site
        .replace(/^https:\/\//i, "")
        .replace(/\/.*$/, "")
        .toLowerCase();
      if (!/^[a-z0-9][a-z0-9-]*\.atlassian\.net$/.test(host))
        return { field: "site", problem: "give the site as in the browser, such as brightdental.atlassian.net" };
      if (!/^[^\s:@]+@[^\s:@]+$/.test(email)) return { field: "email", problem: "this is no e-mail address" };
      return { apiUrl: `https://${host}`, name: host, user: email, secret: token };
    },
  },
  scopes: [],
  settings: [
    { name: "project", label: "Project", hint: "Its key, such as SUP.", required: true },
    { name: "issue_type", label: "Kind of a new issue", hint: "", required: false, initial: "Task" },
  ],
  apiOrigin: "",
  whoAmI: {
    request: { method: "GET", path: `${API}/myself` },
    read: (json) => {
      const name = text(json, "emailAddress") ?? text(json, "displayName");
      return name === null ? null : { name };
    },
  },
  problemIn: (json) => {
    const [first] = list(json, "errorMessages") ?? [];
    if (typeof first === "string") return first;
    const errors =
      typeof json === "object" && json !== null && "errors" in json ? Object.values(json.errors ?? {}) : [];
    return typeof errors[0] === "string" ? errors[0] : null;
  },
  actions: [
    {
      name: "create_issue",
      title: "Make an issue",
      description: "Makes an issue for the business's people: a fault, a wish, something to be done.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m writing that down.",
      parameters: [
        asked("summary", "What it is about, in a few words"),
        asked("description", "What the caller says, in their own words"),
        bound("caller_number", false),
      ],
      steps: createIssue,
      readBack: {
        request: ({ id }) => ({ method: "GET", path: issuePath(id), query: { fields: "summary" }, expects: [404] }),
        read: ({ status, json }) => (status === 200 ? { summary: text(json, "fields.summary") } : null),
      },
    },
    {
      name: "update_status",
      title: "Move the caller’s issue on",
      description:
        "Gives the caller's own issue another status, such as Done. It finds the issue by the number they call from.",
      effect: "changes",
      confirm: "caller",
      mode: "one_after_another",
      sayWhile: "One moment, I’m changing that.",
      parameters: [asked("status", "The status it is to have"), OWN_ISSUE, bound("caller_number")],
      steps: updateStatus,
      readBack: {
        request: ({ id }) => ({ method: "GET", path: issuePath(id), query: { fields: "status" }, expects: [404] }),
        read: ({ status, json }) => (status === 200 ? { status: text(json, "fields.status.name") } : null),
      },
    },
    {
      name: "add_comment",
      title: "Comment on the caller’s issue",
      description: "Adds what the caller says to their own issue. It finds the issue by the number they call from.",
      effect: "changes",
      confirm: "none",
      sayWhile: "",
      parameters: [asked("comment", "What the caller wants to add"), OWN_ISSUE, bound("caller_number")],
      steps: addComment,
      readBack: {
        request: ({ id }) => {
          const [key = "", comment = ""] = id.split("/");
          const path = `${issuePath(key)}/comment/${encodeURIComponent(comment)}`;
          return { method: "GET", path, expects: [404] };
        },
        read: ({ status, json }) => (status === 200 ? { id: text(json, "id") } : null),
      },
    },
  ],
};
