import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { PAGE_STYLE } from "../controls/page-style";
import { readBody } from "../server/body";
import { escapeHtml } from "../stripe/hosted/html";

const FORM_LIMIT_BYTES = 16 * 1024;
const STYLE = `${PAGE_STYLE}
main { max-width: 560px; } form { display: grid; gap: 16px; align-items: start; } label.scope { display: flex; gap: 8px; align-items: start; color: var(--text); }
label.scope input { width: auto; min-height: 0; margin-top: 4px; } label.scope code { display: block; color: var(--text-2); overflow-wrap: anywhere; }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 12px; } legend { padding: 0; margin-bottom: 8px; }
input[name="account"] { width: 100%; } .actions { display: flex; gap: 8px; } .actions button { min-width: 96px; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

export interface ConsentPage {
  /** "Google", "HubSpot". */
  readonly vendorName: string;
  /** The app as it names itself: its client id. */
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scopes: readonly { readonly scope: string; readonly words: string }[];
  readonly account: { readonly label: string; readonly value: string };
}

/** The person's answer: what was let in, or a no. */
export interface Decision {
  readonly account: string;
  readonly scopes: readonly string[];
  readonly allowed: boolean;
}

/**
 * The page on which a person lets an app in: it says which app, where it goes back to and what it asks, and asks for the account. The form goes
 * back to its own address (query and all) with `decision`, `account` and the `scope`s that are still ticked. No script; a strict policy.
 */
export function replyConsentPage(response: ServerResponse, page: ConsentPage): void {
  const { vendorName, clientId, redirectUri, scopes, account } = page;
  const ticks = scopes.map(
    ({ scope, words }) =>
      `<label class="scope"><input type="checkbox" name="scope" value="${escapeHtml(scope)}" checked><span>${escapeHtml(words)}<code>${escapeHtml(scope)}</code></span></label>`,
  );
  const body = `<header><h1>An app wants to use your ${escapeHtml(vendorName)} account</h1>
<p>This is the sandbox's ${escapeHtml(vendorName)}: no real account is touched and nothing leaves this machine.</p>
<p>App: <strong>${escapeHtml(clientId)}</strong>, which goes on at ${escapeHtml(new URL(redirectUri).host)}.</p></header>
<main><section><form method="post">
<label>${escapeHtml(account.label)} <input name="account" required maxlength="120" value="${escapeHtml(account.value)}" autocomplete="off"></label>
<fieldset><legend>It asks to</legend>${ticks.join("")}</fieldset>
<div class="actions"><button type="submit" name="decision" value="allow">Allow</button><button name="decision" value="deny" formnovalidate>Deny</button></div>
</form></section></main>`;
  replyPage(response, 200, `${vendorName}: allow access`, body, new URL(redirectUri).origin);
}

/** What a vendor shows instead of going back to an app that asked wrongly. */
export function replyRefusalPage(response: ServerResponse, vendorName: string, code: string, reason: string): void {
  const body = `<header><h1>Access blocked</h1><p>${escapeHtml(reason)}</p><p>Error 400: ${escapeHtml(code)}</p></header>`;
  replyPage(response, 400, `${vendorName}: access blocked`, body, "");
}

export async function readDecision(request: IncomingMessage): Promise<Decision | undefined> {
  const form = new URLSearchParams((await readBody(request, FORM_LIMIT_BYTES)).toString("utf8"));
  const account = form.get("account")?.trim() ?? "";
  const decision = form.get("decision");
  if (decision !== "deny" && (decision !== "allow" || account === "")) return undefined;
  return { account, scopes: form.getAll("scope"), allowed: decision === "allow" };
}

/** Sends the person back to the app. */
export function goBack(response: ServerResponse, redirectUri: string, query: Record<string, string | undefined>): void {
  const target = new URL(redirectUri);
  for (const [name, value] of Object.entries(query)) if (value !== undefined) target.searchParams.set(name, value);
  response.writeHead(303, { location: target.href, "cache-control": "no-store" }).end();
}

/** An address that may be gone back to: absolute, http or https, without a fragment. */
export function isRedirectUri(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url !== undefined && /^https?:$/.test(url.protocol) && url.hash === "";
}

function replyPage(response: ServerResponse, status: number, title: string, body: string, formTarget: string): void {
  // Browsers hold a form's redirect to form-action too, so the app's own origin stands there.
  const policy = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; form-action 'self' ${formTarget}; base-uri 'none'; frame-ancestors 'none'`;
  response.writeHead(status, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": policy.replace(" ;", ";"),
    "referrer-policy": "no-referrer",
    "x-frame-options": "DENY",
  });
  response.end(`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>`);
}
