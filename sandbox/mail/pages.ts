import { PAGE_STYLE } from "../controls/page-style";
import type { Mailbox, StoredMessage } from "./mailbox";

const STYLE = `${PAGE_STYLE}
.list a { display: block; color: inherit; text-decoration: none; padding: 10px 12px; border-radius: 6px; border-bottom: 1px solid var(--line); }
.list a:hover, .list a[aria-current] { background: var(--bg); }
.list strong { display: block; } .list small { color: var(--text-2); }
nav { display: flex; gap: 16px; margin-bottom: 16px; } a { color: var(--accent); }
iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 6px; background: white; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: 13px/1.5 ui-monospace, monospace; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 12px; margin: 0 0 16px; } dt { color: var(--text-2); } dd { margin: 0; overflow-wrap: anywhere; }
`;

/** Text made safe to stand in HTML and in a quoted attribute. */
function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><nav aria-label="Sandbox"><a href="/">Sandbox</a><a href="/mail">Inbox</a><a href="/stripe">Stripe</a></nav>${body}</body></html>`;
}

/** The inbox: every address that has mail, and the messages to one of them or to all. */
export function inboxPage(mailbox: Mailbox, address: string | undefined): string {
  const options = mailbox.addresses().map(({ address: name, count }) => {
    const selected = name === address?.toLowerCase() ? " selected" : "";
    return `<option value="${escapeHtml(name)}"${selected}>${escapeHtml(name)} (${count})</option>`;
  });
  const items = mailbox.list(address).map(
    (message) => `<a href="/mail/${message.id}"><strong>${escapeHtml(message.subject || "(no subject)")}</strong>
<small>to ${escapeHtml(message.to.join(", "))} · ${escapeHtml(message.receivedAt)}</small></a>`,
  );
  return page(
    "Inbox · Sandbox",
    `<header><h1>Inbox</h1><p>Mail that the product sent. It was kept here and delivered to nobody; the newest 500 are kept.</p></header>
<main><section class="wide"><form method="get" action="/mail"><label>Address <select name="to"><option value="">All</option>${options.join("")}</select></label>
<button type="submit">Show</button></form>
<div class="list">${items.join("") || "<p>No mail yet.</p>"}</div>
<form method="post" action="/mail/clear"><input type="hidden" name="to" value="${escapeHtml(address ?? "")}"><button class="plain">Throw away ${address ? "these" : "all"}</button></form>
</section></main>`,
  );
}

/** One message: its head, its HTML in a frame without scripts or access to this page, its text with links, and the raw source. */
export function messagePage(message: StoredMessage): string {
  // Links of the frame open in a tab of their own, free of the frame's limits.
  const frame = message.html
    ? `<iframe title="The message as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation" srcdoc="${escapeHtml(`<base target="_blank">${message.html}`)}"></iframe>`
    : "<p>The message has no HTML part.</p>";
  const attachments = message.attachments
    .map(
      (part) =>
        `<dt>Attached</dt><dd>${escapeHtml(part.filename ?? "unnamed")}, ${escapeHtml(part.mimeType)}, ${part.sizeBytes} bytes</dd>`,
    )
    .join("");
  return page(
    `${message.subject} · Inbox`,
    `<header><h1>${escapeHtml(message.subject || "(no subject)")}</h1></header>
<main><section class="wide"><dl><dt>From</dt><dd>${escapeHtml(message.from)}</dd><dt>To</dt><dd>${escapeHtml(message.to.join(", "))}</dd>
<dt>Received</dt><dd>${escapeHtml(message.receivedAt)}</dd>${attachments}</dl>${frame}</section>
<section class="wide"><h2>Plain text</h2><pre>${linked(message.text) || "The message has no text part."}</pre></section>
<section class="wide"><details><summary>Raw source</summary><pre>${escapeHtml(message.raw)}</pre></details></section></main>`,
  );
}

function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"')\]]+)/)
    .map((part, index) =>
      index % 2 === 1
        ? `<a href="${escapeHtml(part)}" target="_blank" rel="noreferrer">${escapeHtml(part)}</a>`
        : escapeHtml(part),
    )
    .join("");
}
