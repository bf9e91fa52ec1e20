import { withRoot, type Words } from "./site";

/** The documentation of Acme Orders, a vendor's API in two versions that differ, by their paths under /docs/acme/. */

interface Version {
  readonly name: "v1" | "v2";
  readonly modified: string;
  readonly perMinute: number;
  readonly auth: string;
  readonly curl: string;
  readonly pages: string;
  readonly webhooks: string;
  readonly status: string;
}

const VERSIONS: readonly Version[] = [
  {
    name: "v1",
    modified: "2024-02-11",
    perMinute: 60,
    auth: "Send your key as the query parameter <code>api_key</code>. Keys do not expire.",
    curl: "curl https://api.acme.example/v1/orders?api_key=KEY",
    pages: "Lists take <code>page</code> and <code>per_page</code> (at most 50).",
    webhooks: "Version 1 has no webhooks. Ask for changes once a minute.",
    status: "open, closed",
  },
  {
    name: "v2",
    modified: "2026-09-21",
    perMinute: 600,
    auth: "Send your key as a bearer token in the <code>Authorization</code> header. Keys expire after 90 days.",
    curl: 'curl https://api.acme.example/v2/orders -H "Authorization: Bearer KEY"',
    pages:
      "Lists take <code>cursor</code> and <code>limit</code> (at most 200). The answer has <code>next_cursor</code>.",
    webhooks:
      "We post <code>order.paid</code> and <code>order.shipped</code> to your address, signed in <code>Acme-Signature</code>. Failed deliveries are tried again for 24 hours.",
    status: "draft, paid, shipped, returned",
  },
];

function pagesOf(version: Version): [path: string, words: Words][] {
  const { name, modified } = version;
  const page = (path: string, title: string, main: string): [string, Words] => [
    `${name}/${path}`,
    { title: `${title} (${name})`, modified, main: `<h1>${title}</h1>\n${main}` },
  ];
  return [
    page(
      "",
      `Acme Orders ${name}`,
      `<p>This is the documentation of version ${name.slice(1)}. It has a <a href="${name}/tutorial">tutorial</a>, <a href="${name}/guides/authentication">guides</a> and an <a href="${name}/api/orders">API reference</a>.</p>`,
    ),
    page(
      "tutorial",
      "Your first order",
      `<ol><li>Make a key in the console.</li><li>Run:</li></ol><pre><code class="language-bash">${version.curl}</code></pre><p>You get a list of orders in five minutes.</p>`,
    ),
    page(
      "guides/authentication",
      "Authentication",
      `<p>${version.auth}</p><h2>When a key is refused</h2><p>The API answers 401 with <code>invalid_key</code>. Make another key in the console.</p>`,
    ),
    page(
      "guides/rate-limits",
      "Rate limits",
      `<p>You may make ${version.perMinute} requests a minute for each key. Beyond that the API answers 429 with <code>Retry-After</code>.</p>`,
    ),
    page("guides/pagination", "Pagination", `<p>${version.pages}</p>`),
    page("guides/webhooks", "Webhooks", `<p>${version.webhooks}</p>`),
    page(
      "api/orders",
      "Orders",
      `<h2>POST /${name}/orders</h2><table><thead><tr><th>Field</th><th>Type</th><th>Meaning</th></tr></thead><tbody><tr><td><code>customer_id</code></td><td>string</td><td>Who orders. Required.</td></tr><tr><td><code>total_cents</code></td><td>integer</td><td>The sum in cents.</td></tr><tr><td><code>status</code></td><td>string</td><td>One of ${version.status}.</td></tr></tbody></table><h2>GET /${name}/orders/{id}</h2><p>Answers one order, or 404 with <code>no_such_order</code>.</p><pre><code class="language-json">{ "id": "ord_1", "status": "${version.status.split(", ")[0]}" }</code></pre>`,
    ),
    page("api/customers", "Customers", `<h2>GET /${name}/customers</h2><p>Lists customers by name.</p>`),
    page("changelog", "Changes", `<ul><li>${modified}: the limit is ${version.perMinute} requests a minute.</li></ul>`),
  ];
}

export const acmePages: ReadonlyMap<string, Words> = new Map(VERSIONS.flatMap(pagesOf));

export const acmeSitemap = [...acmePages].map(([path, { modified }]) => ({ path, modified }));

const SECTIONS = [
  "",
  "tutorial",
  "guides/authentication",
  "guides/rate-limits",
  "guides/pagination",
  "guides/webhooks",
  "api/orders",
  "api/customers",
  "changelog",
];

/** A page with the sidebar of its version and the switch to the other. */
export function acmeHtml(root: string, path: string, { title, main }: Words): string {
  const [version = "v2", ...rest] = path.split("/");
  const side = SECTIONS.map((to) => `<li><a href="${root}${version}/${to}">${to || "overview"}</a></li>`).join("");
  const other = version === "v1" ? "v2" : "v1";
  const note =
    version === "v1"
      ? `<aside class="banner">You are reading an old version. <a href="${root}v2/${rest.join("/")}">Go to v2</a>.</aside>`
      : "";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${title} – Acme Docs</title><meta name="docsearch:version" content="${version}"></head>
<body><header><a href="${root}${other}/${rest.join("/")}">${other}</a></header><nav><ul>${side}</ul></nav>${note}
<main><article>${withRoot(main, root)}</article></main><footer>© Acme</footer></body></html>`;
}
