import { PAGE_STYLE } from "../../controls/page-style";

const STYLE = `${PAGE_STYLE}
nav { display: flex; gap: 16px; margin-bottom: 16px; } a { color: var(--accent); }
.total { font-size: 22px; color: var(--text); font-variant-numeric: tabular-nums; }
.card form { display: grid; gap: 12px; } .card input { width: 100%; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; } .actions form { margin: 0; }
td.number { text-align: right; }
`;

/** Text made safe to stand in HTML and in a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A whole page. `body` is HTML. */
export function layout(title: string, body: string, nav = ""): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body>${nav}${body}</body></html>`;
}

/** What every page of the sandbox's Stripe says of itself. */
export const NOTICE = "<p>This is the sandbox's Stripe: no real card is charged and nothing leaves this machine.</p>";

/** The fields of a card and what may be typed in them. */
export function cardForm(action: string, button: string, problem: string | undefined, more = ""): string {
  return `<div class="card">${problem ? `<p class="message" role="alert">${escapeHtml(problem)}</p>` : ""}
<form method="post" action="${escapeHtml(action)}">${more}
<label>Card number <input name="number" inputmode="numeric" autocomplete="off" required value="4242 4242 4242 4242"></label>
<label>Expiry (MM / YY) <input name="expiry" autocomplete="off" required value="12 / 34" pattern="\\d{1,2} ?/ ?\\d{2}"></label>
<label>CVC <input name="cvc" inputmode="numeric" autocomplete="off" required value="123" pattern="\\d{3,4}"></label>
<label>Cardholder name <input name="name" autocomplete="off" required value="Sandbox Person"></label>
<button type="submit">${escapeHtml(button)}</button></form>
<details><summary>Test cards</summary><table><tbody>
<tr><td>4242 4242 4242 4242</td><td>pays</td></tr><tr><td>4000 0000 0000 0002</td><td>is declined</td></tr>
<tr><td>4000 0000 0000 9995</td><td>has insufficient funds</td></tr><tr><td>4000 0025 0000 3155</td><td>asks for 3-D Secure once</td></tr>
<tr><td>4000 0027 6000 3184</td><td>asks for 3-D Secure each time: renewals fail</td></tr>
<tr><td>4000 0000 0000 0341</td><td>is saved, but charges fail</td></tr></tbody></table></details></div>`;
}

/** A form of one button. */
export function buttonForm(action: string, text: string, fields: Record<string, string> = {}): string {
  const hidden = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return `<form method="post" action="${escapeHtml(action)}">${hidden.join("")}<button>${escapeHtml(text)}</button></form>`;
}

/** A table of texts; a cell that is an object is HTML. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly (string | { html: string })[])[],
): string {
  const body = rows.map(
    (row) =>
      `<tr>${row.map((cell) => `<td>${typeof cell === "string" ? escapeHtml(cell) : cell.html}</td>`).join("")}</tr>`,
  );
  return `<table><caption>${escapeHtml(caption)}</caption><thead><tr>${heads.map((head) => `<th scope="col">${escapeHtml(head)}</th>`).join("")}</tr></thead>
<tbody>${body.join("") || `<tr><td class="empty" colspan="${heads.length}">None.</td></tr>`}</tbody></table>`;
}

/** A day as people read it, from Unix seconds. */
export function day(atS: number): string {
  return new Date(atS * 1000).toISOString().slice(0, 10);
}
