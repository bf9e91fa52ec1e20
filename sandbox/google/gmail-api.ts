import { z } from "zod";
import type { Answer, Call, Route } from "./call";
import { gmailForbidden, gmailInvalid, gmailNotFound, headerOf, presentMail, readMail } from "./mail-message";
import type { Draft, StoredMail } from "./world";

const ALL = "https://mail.google.com/";
const METADATA = "https://www.googleapis.com/auth/gmail.metadata";
const READS_ALL = [ALL, "gmail.modify", "gmail.readonly"];

const mailInput = z.looseObject({ raw: z.string().optional() });
const draftInput = z.looseObject({ message: mailInput.optional() });

const post = (path: RegExp, operation: string, scopes: readonly string[], answer: Route["answer"]): Route => ({
  ...{ method: "POST", path, operation, scopes, answer },
});
const get = (path: RegExp, operation: string, scopes: readonly string[], answer: Route["answer"]): Route => ({
  ...{ method: "GET", path, operation, scopes, answer },
});

/** The methods of Gmail v1 that are answered, below /gmail/v1. Source: developers.google.com/workspace/gmail/api/reference/rest. */
export const GMAIL_ROUTES: readonly Route[] = [
  get(/^\/users\/([^/]+)\/profile$/, "users.getProfile", [...READS_ALL, "gmail.compose", "gmail.metadata"], (call) => {
    checkUser(call);
    const { email, mail } = call.account;
    const total = mail.size;
    return {
      status: 200,
      body: { emailAddress: email, messagesTotal: total, threadsTotal: total, historyId: "1" },
    };
  }),
  post(
    /^\/users\/([^/]+)\/messages\/send$/,
    "messages.send",
    [ALL, "gmail.modify", "gmail.compose", "gmail.send"],
    send,
  ),
  get(/^\/users\/([^/]+)\/messages$/, "messages.list", [...READS_ALL, "gmail.metadata"], list),
  get(/^\/users\/([^/]+)\/messages\/([^/]+)$/, "messages.get", [...READS_ALL, "gmail.metadata"], (call) => {
    const mail = call.account.mail.get(idIn(call));
    if (!mail) throw gmailNotFound();
    return { status: 200, body: shown(call, mail) };
  }),
  post(/^\/users\/([^/]+)\/drafts$/, "drafts.create", [ALL, "gmail.modify", "gmail.compose"], createDraft),
  get(/^\/users\/([^/]+)\/drafts\/([^/]+)$/, "drafts.get", [...READS_ALL, "gmail.compose"], (call) => {
    checkUser(call);
    const draft = call.account.drafts.get(call.parts[1] ?? "");
    if (!draft) throw gmailNotFound();
    return { status: 200, body: { id: draft.id, message: shown(call, draft.mail) } };
  }),
];

/** One's own alone. @throws GoogleApiError 403. */
function checkUser({ account, parts: [user] }: Call): void {
  if (user !== "me" && user !== account.email) throw gmailForbidden(`Delegation denied for ${account.email}`);
}

function idIn(call: Call): string {
  checkUser(call);
  const id = call.parts[1] ?? "";
  if (!/^[0-9a-f]{16}$/.test(id)) throw gmailInvalid("Invalid id value");
  return id;
}

async function send(call: Call): Promise<Answer> {
  checkUser(call);
  const { account, clock, deliver } = call;
  const { raw } = parsed(mailInput, call.body);
  const of = { from: account.email, nowMs: clock.nowMs(), labelIds: ["SENT"], isSent: true };
  const mail = await readMail(raw, of);
  await keep(call, mail, {
    put: async (kept) => {
      account.mail.set(kept.id, kept);
      await deliver(kept);
    },
    undo: (kept) => account.mail.delete(kept.id),
  });
  const { id, threadId, labelIds } = mail;
  return { status: 200, body: { id, threadId, labelIds } };
}

async function createDraft(call: Call): Promise<Answer> {
  checkUser(call);
  const { account, clock } = call;
  const { message } = parsed(draftInput, call.body);
  const of = { from: account.email, nowMs: clock.nowMs(), labelIds: ["DRAFT"], isSent: false };
  const mail = await readMail(message?.raw, of);
  const draftOf = (kept: StoredMail): Draft => ({ id: `r-${BigInt(`0x${kept.id}`)}`, mail: kept });
  await keep(call, mail, {
    put: async (kept) => void account.drafts.set(draftOf(kept).id, draftOf(kept)),
    undo: (kept) => account.drafts.delete(draftOf(kept).id),
  });
  const { id, threadId, labelIds } = mail;
  return { status: 200, body: { id: draftOf(mail).id, message: { id, threadId, labelIds } } };
}

const SOMEBODY_ELSE = "somebody-else@example.test";

/** Keeps a message as a planted fault has it kept; it is answered as though it were done as asked. */
async function keep(
  { world, account, clock, operation, fault }: Call,
  mail: StoredMail,
  { put, undo }: { put(mail: StoredMail): Promise<void>; undo(mail: StoredMail): void },
): Promise<void> {
  switch (fault?.kind) {
    case "no-write":
      break;
    case "changed": {
      const headers = mail.headers.map((one) => (/^to$/i.test(one.name) ? { ...one, value: SOMEBODY_ELSE } : one));
      await put({ ...mail, to: [SOMEBODY_ELSE], headers });
      break;
    }
    case "duplicate": {
      await put(mail);
      const id = (BigInt(`0x${mail.id}`) ^ 1n).toString(16).padStart(16, "0");
      await put({ ...mail, id, threadId: id });
      break;
    }
    case "late-failure": {
      await put(mail);
      const fail = () => {
        world.doomed.delete(fail);
        undo(mail);
      };
      world.doomed.add(fail);
      if (fault.afterMs !== undefined) clock.after(fault.afterMs, fail);
      break;
    }
    default:
      await put(mail);
  }
  world.writes.push({
    atMs: clock.nowMs(),
    account: account.email,
    operation,
    calendarId: "",
    eventId: mail.id,
    fault: fault?.kind ?? null,
  });
}

/** Who may see the headers alone may not ask for more. @throws GoogleApiError 400, 403. */
function shown({ query, scopes }: Call, mail: StoredMail): object {
  const format = (query.get("format") ?? "full").toLowerCase();
  if (format !== "minimal" && format !== "full" && format !== "metadata" && format !== "raw")
    throw gmailInvalid(`Invalid value at 'format': "${format}"`);
  if ((format === "full" || format === "raw") && isMetadataAlone(scopes))
    throw gmailForbidden(`Metadata scope doesn't allow format ${format.toUpperCase()}`);
  return presentMail(mail, format, query.getAll("metadataHeaders"));
}

const isMetadataAlone = (scopes: readonly string[]) =>
  scopes.includes(METADATA) && !scopes.some((scope) => scope === ALL || /\/gmail\.(modify|readonly)$/.test(scope));

/** GET messages: the newest first; of `q` single words, and `rfc822msgid:`. @throws GoogleApiError 400, 403. */
function list(call: Call): Answer {
  checkUser(call);
  const { account, query, scopes } = call;
  const q = query.get("q") ?? "";
  if (q !== "" && isMetadataAlone(scopes)) throw gmailForbidden("Metadata scope does not support 'q' parameter");
  const limit = Number(query.get("maxResults") ?? 100);
  if (!Number.isInteger(limit) || limit < 1) throw gmailInvalid("Invalid value for maxResults");
  const labels = query.getAll("labelIds");
  const terms = q.split(/\s+/).filter(Boolean);
  const found = [...account.mail.values()]
    .filter((mail) => labels.every((label) => mail.labelIds.includes(label)))
    .filter((mail) => terms.every((term) => fits(mail, term)))
    .sort((one, other) => other.receivedAtMs - one.receivedAtMs)
    .slice(0, Math.min(limit, 500));
  const messages = found.map(({ id, threadId }) => ({ id, threadId }));
  return { status: 200, body: { ...(messages.length > 0 && { messages }), resultSizeEstimate: messages.length } };
}

function fits(mail: StoredMail, term: string): boolean {
  const [, wanted] = /^rfc822msgid:<?([^>]+)>?$/i.exec(term) ?? [];
  if (wanted) return headerOf(mail, "message-id").replaceAll(/[<>]/g, "") === wanted;
  return `${headerOf(mail, "subject")} ${mail.to.join(" ")} ${mail.text}`.toLowerCase().includes(term.toLowerCase());
}

function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {});
  if (!result.success) throw gmailInvalid("Invalid JSON payload received.");
  return result.data;
}
