import type { IncomingMessage, ServerResponse } from "node:http";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { HTML, sendPage } from "./site";

/** What a reader of websites meets sooner or later, by its path under /sites/plumber/. */

const GIGABYTE = 1_000_000_000;
const DRIP_MS = 250;
const PIECE = Buffer.alloc(64 * 1024, "water ");
const UNZIPPED_BYTES = 32 * 1024 * 1024;

const REDIRECTS: Readonly<Record<string, readonly [status: number, to: string]>> = {
  pricing: [301, "/sites/plumber/prices"],
  "go/metadata": [302, "http://169.254.169.254/latest/meta-data/"],
  "go/inside": [302, "http://127.0.0.1:1/"],
  "go/loop": [302, "/sites/plumber/go/loop"],
};
let zipped: Promise<Buffer> | undefined;

/** Answers one of the traps and returns its status; undefined when the path is none. */
export function answerTrap(request: IncomingMessage, response: ServerResponse, path: string): number | undefined {
  const redirect = REDIRECTS[path];
  if (redirect) {
    response.writeHead(redirect[0], { location: redirect[1] }).end();
    return redirect[0];
  }
  const day = /^calendar\/(\d{4})\/(\d{1,2})$/.exec(path);
  if (day) return calendar(request, response, Number(day[1]), Number(day[2]));
  switch (path) {
    case "brochure":
      return sendHuge(request, response);
    case "water-level":
      return drip(response);
    case "zipped":
      return sendZipped(response);
    case "price-list.pdf":
      return sendPage(request, response, {
        body: pdf("Blocked sink: 95 dollars. New tap: 140 dollars."),
        type: "application/pdf",
        modified: "2026-10-05",
      });
    case "old-town": {
      // Saved long ago by an editor of that time; it says so in its head alone.
      const html = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><title>Café Brücke</title></head><body><p>Our second office is above the Café Brücke; the key costs £5.</p></body></html>`;
      return sendPage(request, response, {
        body: Buffer.from(html, "latin1"),
        type: "text/html",
        modified: "2003-05-12",
      });
    }
    case "broken":
      return sendPage(request, response, { body: "<h1>Something broke</h1>", modified: "2026-01-01", status: 500 });
    case "busy":
      return sendPage(request, response, {
        body: "<h1>Busy</h1>",
        modified: "2026-01-01",
        status: 503,
        headers: { "retry-after": "1" },
      });
    default:
      return undefined;
  }
}

/** Every month links to the next and the one before, for ever. */
function calendar(request: IncomingMessage, response: ServerResponse, year: number, month: number): number {
  const link = (months: number) => {
    const at = year * 12 + month - 1 + months;
    return `/sites/plumber/calendar/${Math.floor(at / 12)}/${(at % 12) + 1}`;
  };
  const days = [1, 2, 3].map((day) => `<a href="${link(0)}?day=${day}">${day}</a>`).join(" ");
  const main = `<h1>Calendar ${month}/${year}</h1><p><a href="${link(-1)}">before</a> ${days} <a href="${link(1)}">after</a></p>`;
  return sendPage(request, response, {
    body: `<!doctype html><title>Calendar</title><main>${main}</main>`,
    modified: "2026-01-01",
  });
}

/** Says that it is a gigabyte, and sends as much of it as is read. */
function sendHuge(request: IncomingMessage, response: ServerResponse): number {
  response.writeHead(200, { "content-type": HTML, "content-length": String(GIGABYTE) });
  if (request.method === "HEAD") response.end();
  let sent = 0;
  const send = () => {
    while (!response.destroyed && !response.writableEnded) {
      const piece = PIECE.subarray(0, Math.min(PIECE.length, GIGABYTE - sent));
      sent += piece.length;
      if (sent >= GIGABYTE) return void response.end(piece);
      if (!response.write(piece)) return void response.once("drain", send);
    }
  };
  send();
  return 200;
}

/** A page that never ends: a few characters now and then. */
function drip(response: ServerResponse): number {
  response.writeHead(200, { "content-type": HTML });
  response.write("<!doctype html><title>Water level</title><p>");
  const timer = setInterval(() => response.write("still rising "), DRIP_MS);
  timer.unref();
  response.once("close", () => clearInterval(timer));
  return 200;
}

/** Some 30 kB that unpack to 32 MB. Packed once, beside the calls that may be going on. */
function sendZipped(response: ServerResponse): number {
  zipped ??= promisify(gzip)(Buffer.alloc(UNZIPPED_BYTES, "water "));
  void zipped.then((body) => {
    response.writeHead(200, {
      "content-type": HTML,
      "content-encoding": "gzip",
      "content-length": String(body.length),
    });
    response.end(body);
  });
  return 200;
}

/** The smallest PDF that shows one line of text. */
function pdf(line: string): Buffer {
  const content = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, at) => {
    const place = text.length;
    text += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, "0")} 00000 n \n`;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join("")}`;
  return Buffer.from(
    `${text}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`,
    "latin1",
  );
}
