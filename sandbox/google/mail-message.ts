import { randomBytes, randomUUID } from "node:crypto";
import PostalMime, { decodeWords } from "postal-mime";
import { GoogleApiError } from "./api-error";
import type { StoredMail } from "./world";

/** Messages as Gmail takes and gives them. Source: developers.google.com/workspace/gmail/api/reference/rest/v1/users.messages. */

/** An id as Gmail makes them: 16 hexadecimal digits. */
const newMailId = (): string => randomBytes(8).toString("hex");

/** Reads `{ raw }`: RFC 2822 in base64url. @throws GoogleApiError 400. */
export async function readMail(
  raw: string | undefined,
  of: { readonly from: string; readonly nowMs: number; readonly labelIds: readonly string[]; readonly isSent: boolean },
): Promise<StoredMail> {
  if (!raw) throw gmailInvalid("'raw' RFC822 payload message string or uploading message via /upload/* URL required");
  if (!/^[\w-]+={0,2}$/.test(raw)) throw gmailInvalid("Invalid value at 'raw' (TYPE_BYTES), Base64 decoding failed");
  const text = Buffer.from(raw, "base64url").toString("utf8");
  const parsed = await new PostalMime().parse(text);
  const to = [parsed.to, parsed.cc, parsed.bcc]
    .flatMap((list) => list ?? [])
    .flatMap((one) => one.address ?? one.group?.map(({ address }) => address ?? "") ?? [])
    .filter((address) => /^\S+@\S+$/.test(address));
  if (of.isSent && to.length === 0) throw gmailInvalid("Recipient address required");
  const headers = parsed.headers.map(({ originalKey, value }) => ({ name: originalKey, value: decodeWords(value) }));
  const has = (name: string) => headers.some((header) => header.name.toLowerCase() === name);
  const id = newMailId();
  return {
    id,
    threadId: id,
    labelIds: of.labelIds,
    receivedAtMs: of.nowMs,
    raw: text,
    text: parsed.text ?? "",
    to,
    // Whatever it says, it comes from the account.
    headers: [
      ...(has("message-id") ? [] : [{ name: "Message-Id", value: `<${randomUUID()}@mail.gmail.com>` }]),
      ...(has("date") ? [] : [{ name: "Date", value: new Date(of.nowMs).toUTCString().replace("GMT", "+0000") }]),
      { name: "From", value: of.from },
      ...headers.filter(({ name }) => !/^(from|bcc)$/i.test(name)),
    ],
  };
}

export const headerOf = ({ headers }: StoredMail, name: string): string =>
  headers.find((header) => header.name.toLowerCase() === name)?.value ?? "";

export type MailFormat = "minimal" | "full" | "metadata" | "raw";

/** As `format` asks for it; `only`: the headers that are shown in "metadata". */
export function presentMail(mail: StoredMail, format: MailFormat, only: readonly string[] = []): object {
  const { id, threadId, labelIds, raw, text } = mail;
  const shown = only.map((name) => name.toLowerCase());
  const headers = mail.headers.filter(
    ({ name }) => format === "full" || shown.length === 0 || shown.includes(name.toLowerCase()),
  );
  const body = { size: Buffer.byteLength(text), data: Buffer.from(text).toString("base64url") };
  return {
    ...{ id, threadId, labelIds },
    snippet: text.replaceAll(/\s+/g, " ").slice(0, 200),
    historyId: "1",
    internalDate: String(mail.receivedAtMs),
    sizeEstimate: Buffer.byteLength(raw),
    ...(format === "raw" && { raw: Buffer.from(raw).toString("base64url") }),
    ...(format === "metadata" && { payload: { mimeType: "text/plain", headers } }),
    ...(format === "full" && { payload: { partId: "", mimeType: "text/plain", filename: "", headers, body } }),
  };
}

export const gmailInvalid = (message: string) =>
  new GoogleApiError(400, "invalidArgument", message, { more: { status: "INVALID_ARGUMENT" } });
export const gmailNotFound = () =>
  new GoogleApiError(404, "notFound", "Requested entity was not found.", { more: { status: "NOT_FOUND" } });
export const gmailForbidden = (message: string) =>
  new GoogleApiError(403, "forbidden", message, { more: { status: "PERMISSION_DENIED" } });
