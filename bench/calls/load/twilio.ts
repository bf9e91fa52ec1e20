import { createHmac, randomBytes } from "node:crypto";
import { Agent, request } from "node:http";

export type TwilioAccount = { callUrl: string; accountSid: string; authToken: string };

const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const GIVE_UP_AFTER_MS = 15_000;

/** As Twilio signs: the address and the form's fields in order of their names. */
export function signature(authToken: string, url: string, form: Readonly<Record<string, string>> = {}): string {
  const signed = Object.keys(form)
    .sort()
    .reduce((text, name) => text + name + form[name], url);
  return createHmac("sha1", authToken).update(signed).digest("base64");
}

export const newSid = (prefix: string): string => prefix + randomBytes(16).toString("hex");

/** POSTs a signed form to the worker; resolves with the body, rejects on anything but 2xx. */
export function postWebhook(account: TwilioAccount, url: string, form: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: "POST",
        agent,
        timeout: GIVE_UP_AFTER_MS,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
          "x-twilio-signature": signature(account.authToken, url, form),
        },
      },
      (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.on("end", () => {
          const text = Buffer.concat(pieces).toString("utf8");
          const status = response.statusCode ?? 0;
          if (status >= 200 && status < 300) resolve(text);
          else reject(new Error(`webhook answered ${status}: ${text.slice(0, 200)}`));
        });
        response.on("error", reject);
      },
    );
    sent.on("timeout", () => sent.destroy(new Error("webhook not answered within 15 s")));
    sent.on("error", reject);
    sent.end(body);
  });
}

export type Answered =
  { kind: "connect"; mediaUrl: string; parameters: Record<string, string> } | { kind: "say"; text: string };

const unescape = (text: string): string =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&");

/** What the TwiML of a ring says, as far as the worker's answers go. */
export function readTwiml(twiml: string): Answered {
  const stream = /<Stream url="([^"]+)"/.exec(twiml);
  if (!stream) return { kind: "say", text: unescape(/<Say[^>]*>([^<]*)/.exec(twiml)?.[1] ?? "") };
  const parameters: Record<string, string> = {};
  for (const [, name = "", value = ""] of twiml.matchAll(/<Parameter name="([^"]+)" value="([^"]+)"/g)) {
    parameters[unescape(name)] = unescape(value);
  }
  return { kind: "connect", mediaUrl: unescape(stream[1]!), parameters };
}
