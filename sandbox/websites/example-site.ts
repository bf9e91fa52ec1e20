import type { IncomingMessage, ServerResponse } from "node:http";

/** A small business's website, for trying to read one where there is no network. */

type Page = { title: string; body: string };

const NAV = `<nav><a href="./">Home</a> <a href="./prices">Prices</a> <a href="./contact">Contact and hours</a> <a href="./team">Our team</a></nav>`;

const PAGES: Readonly<Record<string, Page>> = {
  "": {
    title: "Lakeside Dental, Oakland",
    body: `<h1>Lakeside Dental</h1>
<p>We are a family dental practice on Lake Merritt. We welcome new patients, and children from the age of three.</p>
<p>We offer check-ups, cleanings, fillings, crowns, whitening and Invisalign.</p>
<p>A broken tooth, strong pain or swelling is seen the same day whenever we are open.</p>`,
  },
  prices: {
    title: "Prices, Lakeside Dental",
    body: `<h1>Prices</h1>
<table><tr><td>Check-up with cleaning</td><td>$129</td></tr><tr><td>Whitening in one visit</td><td>$240</td></tr></table>
<p>A first visit with x-rays is $165 and takes about one hour.</p>
<p>We accept Delta Dental, Cigna and MetLife.</p>
<p>An appointment can be cancelled free of charge up to 24 hours before; after that it is $40.</p>`,
  },
  contact: {
    title: "Contact and hours, Lakeside Dental",
    body: `<h1>Contact and hours</h1>
<p>Our practice is at 312 Lakeshore Avenue, Oakland, above the pharmacy.</p>
<p>There is free parking behind the building, entered from Trestle Glen Road.</p>
<ul><li>Mon–Thu 8:00 am – 5:30 pm</li><li>Fri 8:00 am – 3:00 pm</li><li>Sat 9:00 am – 1:00 pm</li><li>Sunday closed</li></ul>`,
  },
  team: {
    title: "Our team, Lakeside Dental",
    body: `<h1>Our team</h1>
<p>Our dentists are Dr. Mara Lindqvist and Dr. Theo Abara. Dr. Abara also treats gums and roots.</p>
<p>We speak English and Spanish.</p>`,
  },
};

const ROOT = "/example-site";

/** Answers what is below /example-site and returns true; leaves everything else. */
export function answerExampleSite(request: IncomingMessage, response: ServerResponse, url: URL): boolean {
  if (url.pathname !== ROOT && !url.pathname.startsWith(`${ROOT}/`)) return false;
  if (request.method !== "GET" && request.method !== "HEAD") return false;
  if (url.pathname === ROOT) {
    response.writeHead(301, { location: `${ROOT}/` }).end();
    return true;
  }
  const page = PAGES[url.pathname.slice(ROOT.length + 1)];
  const body = page
    ? `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page.title}</title></head><body>${NAV}<main>${page.body}</main><footer><p>Lakeside Dental, an example by the sandbox.</p></footer></body></html>`
    : "<!doctype html><title>Not found</title><p>There is no such page.</p>";
  response.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8" }).end(body);
  return true;
}
