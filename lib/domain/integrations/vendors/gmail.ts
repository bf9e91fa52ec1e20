import type { ActionRun, ActionSteps, Integration, ReadBack, WrittenRecord } from "../integration";
import { asked } from "../parameters";
import { lacks, list, text } from "../reading";
import { GOOGLE_OAUTH, googleProblem } from "./google-oauth";

/** E-mail from the business's own mailbox, Gmail API v1 (developers.google.com/workspace/gmail/api/reference/rest). */

const ADDRESS = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
const ANYBODY = "anybody";

/** Why it may not be written to an address; null: it may. `allowed`: addresses and @domains with commas between, or "anybody". */
function refusalOf(to: string, allowed: string): string | null {
  if (!ADDRESS.test(to)) return `${to} is no e-mail address`;
  const entries = allowed
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean);
  if (entries.length === 0) return "the business has not said yet whom it may write to";
  const isAllowed = entries.some((entry) =>
    entry === ANYBODY ? true : entry.startsWith("@") ? to.toLowerCase().endsWith(entry) : to.toLowerCase() === entry,
  );
  return isAllowed ? null : "the business does not let it write to that address";
}

const base64 = (words: string): string => btoa(String.fromCharCode(...new TextEncoder().encode(words)));
const inLines = (encoded: string): string => encoded.replaceAll(/(.{76})/g, "$1\r\n");

/** RFC 5322, all of it ASCII: what is said is in base64 and can be no header. */
function messageOf({ said, account, runId }: ActionRun, to: string): string {
  const lines = [
    ...(account.name && ADDRESS.test(account.name) ? [`From: ${account.name}`] : []),
    `To: ${to}`,
    `Subject: =?UTF-8?B?${base64(subjectOf(said))}?=`,
    `Message-ID: <${runId}@mail.aybiza>`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: base64",
    "",
    inLines(base64(String(said.text))),
  ];
  return base64(lines.join("\r\n")).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const subjectOf = (said: ActionRun["said"]): string =>
  String(said.subject).replaceAll(/\s+/g, " ").trim().slice(0, 150);

function* sendEmail(run: ActionRun): ActionSteps {
  const to = String(run.said.to).trim();
  const refused = refusalOf(to, run.settings.recipients ?? "");
  if (refused) return { refused };
  const { json } = yield {
    method: "POST",
    path: "/gmail/v1/users/me/messages/send",
    body: { raw: messageOf(run, to) },
    changes: true,
  };
  const id = text(json, "id");
  if (id === null) return lacks("id");
  return { done: { sent_to: to }, record: { id, fields: { To: to, Subject: subjectOf(run.said) } } };
}

function* createDraft(run: ActionRun): ActionSteps {
  const to = String(run.said.to).trim();
  if (!ADDRESS.test(to)) return { refused: `${to} is no e-mail address` };
  const { json } = yield {
    method: "POST",
    path: "/gmail/v1/users/me/drafts",
    body: { message: { raw: messageOf(run, to) } },
    changes: true,
  };
  const id = text(json, "id");
  if (id === null) return lacks("id");
  const done = { drafted: true, note: "It is not sent: somebody of the business reads it and sends it." };
  return { done, record: { id, fields: { To: to, Subject: subjectOf(run.said) } } };
}

/** `within`: where the message is in the answer. */
const readBack = (collection: "messages" | "drafts", within: string): ReadBack => ({
  request: ({ id }: WrittenRecord) => ({
    method: "GET",
    path: `/gmail/v1/users/me/${collection}/${encodeURIComponent(id)}`,
    query: { format: "metadata" },
    expects: [404],
  }),
  read: ({ status, json }) => {
    const headers = status === 200 ? list(json, `${within}payload.headers`) : null;
    if (!headers) return null;
    const of = (name: string) => headers.find((header) => text(header, "name")?.toLowerCase() === name.toLowerCase());
    return { To: text(of("To"), "value"), Subject: text(of("Subject"), "value") };
  },
});

const WORDS = [
  asked("subject", "What it is about, in a few words"),
  asked("text", "The e-mail itself, in plain sentences, without a greeting to somebody you do not know"),
];

export const GMAIL: Integration = {
  vendor: "gmail",
  title: "E-mail (Gmail)",
  description: "Agents send e-mail from your own mailbox, or leave a draft there for you to read and send.",
  auth: GOOGLE_OAUTH,
  scopes: [
    { scope: "https://www.googleapis.com/auth/gmail.compose", words: "Write drafts and send e-mail in your name" },
    {
      scope: "https://www.googleapis.com/auth/gmail.metadata",
      words: "See whom e-mail goes to and its subject, but not what is in it: to see that it was sent",
    },
  ],
  settings: [
    {
      name: "recipients",
      label: "Whom it may write to",
      hint: "Addresses and domains with commas between, such as desk@example.com, @example.com; or: anybody. Empty: nobody.",
      required: false,
    },
  ],
  apiOrigin: "https://gmail.googleapis.com",
  whoAmI: {
    request: { method: "GET", path: "/gmail/v1/users/me/profile" },
    read: (json) => {
      const name = text(json, "emailAddress");
      return name === null ? null : { name };
    },
  },
  problemIn: googleProblem,
  actions: [
    {
      name: "send_email",
      title: "Send an e-mail",
      description:
        "Sends an e-mail from the business's mailbox to an address that the business allows. Spell the address back to the caller first.",
      effect: "changes",
      confirm: "caller",
      sayWhile: "One moment, I’m sending that.",
      limits: { perTurn: 1, perCall: 3, perDay: 200 },
      parameters: [asked("to", "The e-mail address, as the caller spelled it"), ...WORDS],
      steps: sendEmail,
      readBack: readBack("messages", ""),
    },
    {
      name: "create_draft",
      title: "Leave a draft",
      description:
        "Leaves a draft in the business's mailbox, for somebody of the business to read and send. Nothing is sent by it.",
      effect: "changes",
      confirm: "none",
      sayWhile: "One moment, I’m writing that down.",
      limits: { perTurn: 1, perCall: 3 },
      parameters: [asked("to", "The e-mail address it is for"), ...WORDS],
      steps: createDraft,
      readBack: readBack("drafts", "message."),
    },
  ],
};
