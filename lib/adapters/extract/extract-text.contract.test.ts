import { describe, expect, it } from "vitest";
import { priceListPdf } from "@/scripts/test/make-pdf";
import { makeDocx } from "@/scripts/test/make-zip";
import { extractText } from "./extract-text";

const file = (name: string, mediaType: string, content: string | Uint8Array) =>
  extractText({ name, mediaType, bytes: typeof content === "string" ? Buffer.from(content) : content });

describe("what is read", () => {
  it("a web page: its main part, with its tables, and what its foot says of where and when", async () => {
    const { title, blocks, language, web } = await file(
      "index.html",
      "text/html",
      `<!doctype html><html><head><title>Prices | Brightside Dental</title><link rel="canonical" href="/prices"></head><body>
       <header><a href="/">Brightside</a></header><nav><ul><li><a href="/about">About us</a></li></ul></nav>
       <div class="cookie-banner">We use cookies. <button>Accept</button></div>
       <main><h1>Prices</h1><p>All prices are for patients who pay the bill by themselves, and for the year.</p>
       <table><thead><tr><th>Treatment</th><th>Price</th></tr></thead><tbody><tr><td>Crown, porcelain</td><td>$980</td></tr>
       <tr><td>Filling</td><td>$120</td></tr></tbody></table>
       <h2>Questions</h2><h3><button aria-expanded="false">Do you take insurance?</button></h3><div role="region" hidden><p>Yes, Delta and Aetna.</p></div>
       <ul><li>Card</li><li>Cash</li></ul><div hidden>Secret words</div></main>
       <footer><p>Open Monday to Friday, 8:00–17:00</p><p>© 2026 Brightside</p></footer></body></html>`,
    );
    expect({ title, language }).toEqual({ title: "Prices | Brightside Dental", language: "en" });
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Prices" },
      { kind: "paragraph", text: "All prices are for patients who pay the bill by themselves, and for the year." },
      {
        kind: "table",
        header: ["Treatment", "Price"],
        rows: [
          ["Crown, porcelain", "$980"],
          ["Filling", "$120"],
        ],
      },
      { kind: "heading", level: 2, text: "Questions" },
      { kind: "heading", level: 3, text: "Do you take insurance?" },
      { kind: "paragraph", text: "Yes, Delta and Aetna." },
      { kind: "list", items: ["Card", "Cash"] },
      { kind: "heading", level: 1, text: "Brightside Dental" },
      { kind: "paragraph", text: "Open Monday to Friday, 8:00–17:00" },
    ]);
    expect(web?.links.map(({ href }) => href)).toEqual(["/", "/about"]);
    expect(web?.canonical).toBe("/prices");
  });

  it("Markdown", async () => {
    const { title, blocks } = await file(
      "prices.md",
      "text/plain",
      "# Prices\n\nAll of **2026**, see [the site](https://a.test).\n\n| Treatment | Price |\n|---|--:|\n| Crown | $980 |\n\n- one\n- two\n  goes on\n\n```\nx = 1\n```\n",
    );
    expect(title).toBe("Prices");
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Prices" },
      { kind: "paragraph", text: "All of 2026, see the site." },
      { kind: "table", header: ["Treatment", "Price"], rows: [["Crown", "$980"]] },
      { kind: "list", items: ["one", "two goes on"] },
      { kind: "code", text: "x = 1" },
    ]);
  });

  it("CSV with semicolons, quotes and line ends in cells", async () => {
    const { blocks } = await file(
      "p.csv",
      "text/csv",
      'Leistung;Preis\n"Krone; ""Keramik""\nvorne";980,00 €\nFüllung;120 €\n',
    );
    expect(blocks).toEqual([
      {
        kind: "table",
        header: ["Leistung", "Preis"],
        rows: [
          ['Krone; "Keramik" vorne', "980,00 €"],
          ["Füllung", "120 €"],
        ],
      },
    ]);
  });

  it("text, however its characters are written", async () => {
    const words = "Geöffnet für Sie: täglich von 8 bis 17 Uhr, außer im August.";
    const wide = Buffer.from(`\uFEFF${words}`, "utf16le");
    for (const bytes of [
      Buffer.from(words),
      Buffer.from(`\uFEFF${words}`),
      wide,
      wide.subarray(2),
      Buffer.from(wide).swap16(),
      Buffer.from(words, "latin1"),
    ])
      expect((await file("a.txt", "text/plain", bytes)).blocks).toEqual([{ kind: "paragraph", text: words }]);
  });

  it("a PDF's price list: rows stay rows, also where a page ends", async () => {
    const rows = Array.from({ length: 60 }, (_, at) => [`Filling, size ${at}`, `$${100 + at}.50`] as const);
    const pdf = priceListPdf("Brightside – Prices", [
      {
        name: "Crowns",
        rows: [
          ["Crown, porcelain", "$980"],
          ["Crown, zirconia (für Größere)", "€1.200"],
        ],
      },
      { name: "Fillings", rows },
    ]);
    const { title, blocks, pages } = await file("prices.pdf", "application/pdf", pdf);
    expect({ title, pages }).toEqual({ title: "Brightside – Prices", pages: 2 });
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Brightside – Prices" },
      { kind: "heading", level: 2, text: "Crowns" },
      {
        kind: "table",
        header: ["Treatment", "Price"],
        rows: [
          ["Crown, porcelain", "$980"],
          ["Crown, zirconia (für Größere)", "€1.200"],
        ],
      },
      { kind: "heading", level: 2, text: "Fillings" },
      { kind: "table", header: ["Treatment", "Price"], rows },
    ]);
  });

  it("a Word document: headings by their styles, tables, lists, prices after tabulators, without what was deleted or hidden", async () => {
    const run = (words: string, rPr = "") =>
      `<w:r>${rPr && `<w:rPr>${rPr}</w:rPr>`}<w:t xml:space="preserve">${words}</w:t></w:r>`;
    const p = (words: string, pPr = "") => `<w:p>${pPr && `<w:pPr>${pPr}</w:pPr>`}${words}</w:p>`;
    const row = (...cells: string[]) =>
      `<w:tr>${cells.map((words) => `<w:tc>${p(run(words))}</w:tc>`).join("")}</w:tr>`;
    const item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>';
    const { title, blocks } = await file(
      "prices.docx",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
      makeDocx(
        [
          p(run("Preise &amp; Termine"), '<w:pStyle w:val="berschrift1"/>'),
          p(
            `${run("Alle Preise ")}<w:del>${"<w:r><w:delText>alt</w:delText></w:r>"}</w:del>${run("geheim", "<w:vanish/>")}${run("mit Steuer.", "<w:b/>")}`,
          ),
          `<w:tbl>${row("Leistung", "Preis")}${row("Krone", "980 €")}${row("Füllung", "120 €")}</w:tbl>`,
          p(run("Sonstiges", "<w:b/>")),
          p(run("Karte"), item) + p(run("Bar"), item),
          p(`${run("Beratung")}<w:r><w:tab/></w:r>${run("50 €")}`) +
            p(`${run("Reinigung")}<w:r><w:tab/></w:r>${run("90 €")}`),
        ].join(""),
      ),
    );
    expect(title).toBe("Preise & Termine");
    expect(blocks).toEqual([
      { kind: "heading", level: 1, text: "Preise & Termine" },
      { kind: "paragraph", text: "Alle Preise mit Steuer." },
      {
        kind: "table",
        header: ["Leistung", "Preis"],
        rows: [
          ["Krone", "980 €"],
          ["Füllung", "120 €"],
        ],
      },
      { kind: "heading", level: 4, text: "Sonstiges" },
      { kind: "list", items: ["Karte", "Bar"] },
      {
        kind: "table",
        header: null,
        rows: [
          ["Beratung", "50 €"],
          ["Reinigung", "90 €"],
        ],
      },
    ]);
  });
});
