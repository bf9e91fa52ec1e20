import { expect, it } from "vitest";
import type { Block } from "@/lib/contracts/knowledge-blocks";
import { cleanBlocks } from "@/lib/domain/knowledge/clean";
import { readHtml } from "./html";

const linesOf = (html: string): string[] => cleanBlocks(readHtml(html).blocks).map(line);
const line = (block: Block): string => {
  if (block.kind === "list") return block.items.map((item) => `- ${item}`).join("\n");
  if (block.kind === "table") return [block.header ?? [], ...block.rows].map((row) => row.join("|")).join("\n");
  return block.kind === "heading" ? `${"#".repeat(block.level)} ${block.text}` : block.text;
};

it("a page made of boxes, as site builders make them: prices with what they are for, questions that a click unfolds, the foot's hours", () => {
  const html = `<!doctype html><title>Prices – Glow Spa</title><body class="menu-open">
    <a class="skip-link screen-reader-text" href="#content">Skip to content</a>
    <header class="site-header"><div class="top-bar">Call 555-010-2030</div><nav><ul><li><a href="/">Home</a></li></ul></nav></header>
    <div class="entry-content"><h1>Prices</h1>
      <div class="item"><div>Classic facial</div><div>60 minutes</div><div>$95</div></div>
      <div class="item"><div>Deep cleansing</div><div>$120</div></div>
      <div class="row"><span>Eyebrow tint</span><span>from $25</span></div>
      <div class="elementor-tab-title" role="button">Can I cancel?</div><div class="elementor-tab-content" style="display:none">Yes, a day before.</div>
      <button aria-expanded="false">Gift cards?</button><div class="accordion-collapse" hidden>From $25 on.</div>
      <form class="contact-form"><label>Your name <input></label><button>Send</button></form></div>
    <footer><h4>Opening hours</h4><table><tr><td>Mon–Fri</td><td>9:00–18:00</td></tr></table><ul><li><a href="#">Facebook</a></li></ul>
      <p>© 2026 Glow Spa, 9:00</p></footer>
    <div id="cookie-law-info-bar"><span>This website uses cookies.</span><a>Accept</a></div>`;
  expect(linesOf(html)).toEqual([
    "# Prices",
    "Classic facial, 60 minutes: $95",
    "Deep cleansing: $120",
    "Eyebrow tint from $25",
    "## Can I cancel?",
    "Yes, a day before.",
    "## Gift cards?",
    "From $25 on.",
    "# Opening hours",
    "Mon–Fri: 9:00–18:00",
  ]);
});

it("tables with spanning cells, and tables that only lay out the page", () => {
  const html = `<main><table><tr><td><h2>Left</h2><p>One</p></td><td>Two</td></tr></table>
    <table><caption>Rooms</caption><tr><th rowspan=2>Room<th colspan=2>Price</tr><tr><th>Summer<th>Winter</tr>
    <tr><td rowspan=2>Double<td>$120<td>$90</tr><tr><td>$130<td>$95</tr></table></main>`;
  expect(linesOf(html)).toEqual([
    "## Left",
    "One",
    "Two",
    "Rooms",
    "Room|Price Summer|Price Winter\nDouble|$120|$90\nDouble|$130|$95",
  ]);
});

it("lists in lists are said with what they are under, and terms with what is said of them", () => {
  const html = `<main><ul><li>Insurance<ul><li>Delta<li>Aetna</ul><li>Cash</ul><dl><dt>Parking</dt><dd>Behind the house</dd></dl></main>`;
  expect(linesOf(html)).toEqual(["- Insurance: Delta\n- Insurance: Aetna\n- Cash", "- Parking: Behind the house"]);
});
