import type { ServerResponse } from "node:http";
import { readBody } from "../server/body";
import { replyJson } from "../server/reply";
import type { Controls, StandIn } from "../stand-in";
import { Mailbox } from "./mailbox";
import { inboxPage, messagePage } from "./pages";
import { openSmtp } from "./smtp";

export interface MailStandIn extends StandIn {
  readonly vendor: "mail";
  readonly mailbox: Mailbox;
  readonly smtpPort: number;
}

const FORM_LIMIT_BYTES = 4 * 1024;

/**
 * Mail: an SMTP server on a port of its own, and on the sandbox's port the inbox (/mail, /mail/{id}, /mail/{id}/raw) and for tests
 * GET /control/mail?to= → `{ messages }`, newest first · GET /control/mail/{id} · DELETE /control/mail?to= → `{ cleared }`.
 *
 * @throws the listen error (code EADDRINUSE when the port is taken).
 */
export async function openMailStandIn(
  controls: Controls,
  options: { readonly host: string; readonly port: number; readonly nowMs: () => number },
): Promise<MailStandIn> {
  const mailbox = new Mailbox();
  const smtp = await openSmtp(options.host, options.port, mailbox, controls, options.nowMs);
  return {
    vendor: "mail",
    mailbox,
    smtpPort: smtp.port,
    close: () => smtp.close(),
    async handleRequest(request, response, url) {
      const to = url.searchParams.get("to") || undefined;
      const path = url.pathname.replace(/\/+$/, "");
      const route = `${request.method} ${path}`;
      if (path === "/control/mail") {
        if (request.method === "GET") replyJson(response, 200, { messages: mailbox.list(to) });
        else if (request.method === "DELETE") replyJson(response, 200, { cleared: mailbox.clear(to) });
        else replyJson(response, 405, { error: `${request.method} is not offered at ${path}.` });
        return true;
      }
      if (route === "GET /mail") {
        html(response, inboxPage(mailbox, to));
        return true;
      }
      if (route === "POST /mail/clear") {
        const form = new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
        mailbox.clear(form.get("to") || undefined);
        response.writeHead(303, { location: "/mail" }).end();
        return true;
      }
      const [, place, id, part] = /^\/(mail|control\/mail)\/([0-9a-f-]{36})(\/raw)?$/.exec(path) ?? [];
      if (!id || request.method !== "GET") return false;
      const message = mailbox.find(id);
      if (!message) replyJson(response, 404, { error: "No message has that id; it may have been thrown away." });
      else if (place === "control/mail") replyJson(response, 200, message);
      else if (part) response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(message.raw);
      else html(response, messagePage(message));
      return true;
    },
  };
}

function html(response: ServerResponse, text: string): void {
  response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  response.end(text);
}
