import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkAddress, checkUrl, guardedLookup, isPublicAddress, resolveBySystem } from "./address-guard";
import { fetchPage, type FetchOptions } from "./fetch-page";
import { decodePage, pageText } from "./page-text";
import { readSite, tellingLinks } from "./read-site";

/** A website on this machine, reached by names that a resolver of our own gives addresses to. */
let site: Server;
let port: number;
let answer: RequestListener;
let asked: IncomingMessage[] = [];

beforeAll(async () => {
  site = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => site.listen(0, "127.0.0.1", resolve));
  port = (site.address() as AddressInfo).port;
});
afterAll(() => {
  site.closeAllConnections();
  site.close();
});
beforeEach(() => {
  asked = [];
  answer = (_, response) => response.setHeader("content-type", "text/html").end("<p>Hello</p>");
});

const names: Record<string, string[]> = {
  "inside.test": ["10.0.0.7"],
  "mixed.test": ["93.184.216.34", "192.168.1.1"],
  "metadata.test": ["169.254.169.254"],
  "local.test": ["127.0.0.1"],
  "six.test": ["::1"],
  "mapped.test": ["::ffff:10.0.0.1"],
};

const options = (more: Partial<FetchOptions> = {}): FetchOptions => ({
  allow: [],
  resolve: async (host) => {
    const found = names[host];
    if (!found) throw Object.assign(new Error("not found"), { code: "ENOTFOUND" });
    return found;
  },
  timeoutMs: 3_000,
  maxBytes: 100_000,
  mediaTypes: ["text/html"],
  userAgent: "test",
  ...more,
});
const here = (path = "/") => `http://127.0.0.1:${port}${path}`;
const allowed = (more: Partial<FetchOptions> = {}) => options({ allow: [`127.0.0.1:${port}`], ...more });
const problemOf = (work: Promise<unknown>) =>
  work.then(
    () => "read",
    (error: { problem?: string }) => error.problem ?? String(error),
  );

describe("what is not of the public internet is refused", () => {
  it.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0x7f.1/",
    "http://0/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::ffff:7f00:1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00::1]/",
    "http://[ff02::1]/",
    "http://10.0.0.1/",
    "http://172.16.0.1/",
    "http://192.168.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://[fd00:ec2::254]/",
    "http://100.64.0.1/",
    "http://198.18.0.1/",
    "http://224.0.0.1/",
    "http://255.255.255.255/",
    "http://localhost/",
    "http://LOCALHOST./",
    "http://metadata/",
    "http://printer/",
    "https://127.0.0.1/",
    "http://１２７.０.０.１/",
    "http://93.184.216.34:22/",
    "http://93.184.216.34:6379/",
  ])("%s", async (address) => {
    expect(await problemOf(fetchPage(address, options()))).toBe("blocked");
    expect(asked).toEqual([]);
  });

  it.each([
    "ftp://example.com/",
    "file:///etc/passwd",
    "gopher://example.com/",
    "javascript:alert(1)",
    "http://user:secret@example.com/",
    "not an address",
    "",
  ])("%j is no address to read", async (address) => {
    expect(await problemOf(fetchPage(address, options()))).toBe("bad_address");
  });

  it.each(["inside.test", "metadata.test", "local.test", "six.test", "mapped.test", "mixed.test"])(
    "%s, whose name leads there",
    async (host) => {
      expect(await problemOf(fetchPage(`http://${host}/`, options()))).toBe("blocked");
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ["a literal address", "http://169.254.169.254/latest/meta-data/"],
    ["a name that leads there", "http://inside.test/"],
    ["another port here", "http://127.0.0.1:1/"],
    ["a relative form of it", "//127.0.0.2/"],
  ])("a page that sends on to %s", async (_, location) => {
    answer = (_request, response) => response.writeHead(302, { location }).end();
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("blocked");
    expect(asked).toHaveLength(1);
  });

  it("a page that sends on to another protocol", async () => {
    answer = (_request, response) => response.writeHead(302, { location: "file:///etc/passwd" }).end();
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("bad_address");
  });

  it("a name is looked up once: the connection goes to the very address that was looked at", () => {
    const answers = [["93.184.216.34"], ["127.0.0.1"]];
    const lookup = guardedLookup(
      new URL("http://rebind.test/"),
      options({ resolve: async () => answers.shift() ?? [] }),
    );
    return new Promise<void>((resolve, reject) => {
      lookup("rebind.test", {}, (error, address) => {
        if (error || address !== "93.184.216.34") reject(new Error(`${error?.message ?? String(address)}`));
        else resolve();
      });
    });
  });
});

describe("addresses of the public internet", () => {
  it.each(["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])("%s is one", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
  it("may be asked for by name and on the usual ports", () => {
    expect(checkUrl("https://brightdental.com/prices", { allow: [] }).host).toBe("brightdental.com");
    expect(checkUrl("http://93.184.216.34", { allow: [] }).hostname).toBe("93.184.216.34");
  });
  it("what is allowed is allowed at that port alone", () => {
    expect(checkUrl(here(), { allow: [`127.0.0.1:${port}`] }).port).toBe(String(port));
    expect(() => checkUrl("http://127.0.0.1:1/", { allow: [`127.0.0.1:${port}`] })).toThrow();
  });
});

describe("a page", () => {
  it("is read with nothing of who asks: no cookies, no credentials, not even those it sets", async () => {
    answer = (request, response) => {
      response.setHeader("set-cookie", "id=1");
      if (request.url === "/") response.writeHead(301, { location: "/home" }).end();
      else response.setHeader("content-type", "text/html; charset=utf-8").end("<p>At home</p>");
    };
    const page = await fetchPage(here(), allowed());
    expect(page).toMatchObject({ url: here("/home"), mediaType: "text/html", charset: "utf-8" });
    expect(page.body.toString()).toContain("At home");
    for (const { headers } of asked) {
      expect(headers.cookie).toBeUndefined();
      expect(headers.authorization).toBeUndefined();
      expect(headers.referer).toBeUndefined();
    }
  });

  it.each([
    ["gzip", gzipSync],
    ["br", brotliCompressSync],
  ] as const)("comes packed with %s", async (encoding, pack) => {
    answer = (_, response) =>
      response.writeHead(200, { "content-type": "text/html", "content-encoding": encoding }).end(pack("<p>Packed</p>"));
    expect((await fetchPage(here(), allowed())).body.toString()).toBe("<p>Packed</p>");
  });

  it("that unpacks to more than is read is given up, however small it came", async () => {
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    expect(bomb.length).toBeLessThan(50_000);
    answer = (_, response) =>
      response.writeHead(200, { "content-type": "text/html", "content-encoding": "gzip" }).end(bomb);
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("too_large");
  });

  it("that is too large is given up, announced or not", async () => {
    answer = (_, response) => response.setHeader("content-type", "text/html").end("x".repeat(200_000));
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("too_large");
    answer = (_, response) => {
      response.setHeader("content-type", "text/html");
      for (let part = 0; part < 5; part += 1) response.write("x".repeat(40_000));
      response.end();
    };
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("too_large");
  });

  it.each(["image/png", "application/pdf", "application/json", undefined])("of type %s is none", async (type) => {
    answer = (_, response) => {
      if (type) response.setHeader("content-type", type);
      response.end("x");
    };
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("wrong_type");
  });

  it("that never comes, or never ends, is given up in time", async () => {
    answer = () => {};
    expect(await problemOf(fetchPage(here(), allowed({ timeoutMs: 150 })))).toBe("timeout");
    answer = (_, response) => response.setHeader("content-type", "text/html").write("<p>and");
    expect(await problemOf(fetchPage(here(), allowed({ timeoutMs: 150 })))).toBe("timeout");
  });

  it("that sends round in a circle is given up", async () => {
    answer = (_, response) => response.writeHead(302, { location: "/" }).end();
    expect(await problemOf(fetchPage(here(), allowed()))).toBe("too_many_redirects");
    expect(asked.length).toBeLessThan(8);
  });

  it.each([
    [404, /no page at/],
    [403, /does not let us read/],
    [500, /answers with an error \(500\)/],
  ])("with status %i says what that means", async (status, words) => {
    answer = (_, response) => response.writeHead(status).end();
    await expect(fetchPage(here(), allowed())).rejects.toThrow(words);
  });

  it("of nobody, or behind a closed door, says so", async () => {
    await expect(fetchPage("http://nobody.test/", options())).rejects.toThrow("There is no website called nobody.test");
    expect(await problemOf(fetchPage("http://127.0.0.1:1/", options({ allow: ["127.0.0.1:1"] })))).toBe("unreachable");
  });
});

describe("a page's text", () => {
  it("is its lines, without what is not seen and without menus", () => {
    const { title, text, links } = pageText(`<!doctype html><html><head><title> Bright  Dental </title>
      <meta name="description" content="Dentists in Oakland."><style>p{}</style><script>var a="<p>no</p>";</script></head>
      <body><nav><a href="/prices">Prices</a></nav><h1>We are <em>here</em></h1>
      <p>4180 Grand&nbsp;Avenue<br>Oakland</p><ul><li>Mon&ndash;Fri 8&ndash;5</li></ul>
      <table><tr><td>Check-up</td><td>$145</td></tr></table><div hidden>secret</div><template><p>no</p></template></body></html>`);
    expect(title).toBe("Bright Dental");
    expect(text.split("\n")).toEqual([
      "Dentists in Oakland.",
      "We are here",
      "4180 Grand Avenue",
      "Oakland",
      "Mon–Fri 8–5",
      "Check-up · $145",
    ]);
    expect(links).toEqual([{ href: "/prices", text: "Prices" }]);
  });

  it.each(["<p>a<p>b", "<div><p>a</div>b", "<b><p>a</b>b", "<", "<<<>>>", "\0", "<!-- ", "<script>", "<table><td>a"])(
    "of broken markup %j does not fail",
    (html) => {
      expect(() => pageText(html)).not.toThrow();
    },
  );

  it("is decoded as the server or the page says", () => {
    const latin = Buffer.from("<p>Caf\xe9</p>", "latin1");
    expect(decodePage(latin, "iso-8859-1")).toContain("Café");
    expect(decodePage(Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin]), null)).toContain("Café");
    expect(decodePage(Buffer.from("Café"), "no-such-charset")).toBe("Café");
  });
});

describe("a website", () => {
  const PAGES: Record<string, string> = {
    "/": `<title>Bright Dental</title><nav><a href="/contact">Contact</a> <a href="/prices#top">Prices</a> <a href="/blog/1">Blog</a>
      <a href="https://elsewhere.test/hours">Hours</a> <a href="/gone-hours">Opening hours</a> <a href="/menu.pdf">Menu</a></nav>
      <p>We are a family practice in Oakland and we take new patients.</p>`,
    "/contact": "<nav>Contact Prices</nav><p>4180 Grand Avenue</p>",
    "/prices": "<p>A check-up is 145 dollars.</p>",
  };

  it("is its first page and those it links to that tell most, each line once", async () => {
    answer = (request, response) => {
      const page = PAGES[request.url ?? ""];
      response.writeHead(page ? 200 : 404, { "content-type": "text/html" }).end(page);
    };
    const found = await readSite(here(), allowed());
    expect(found.title).toBe("Bright Dental");
    expect(found.pages.map(({ url }) => new URL(url).pathname)).toEqual(["/", "/contact", "/prices"]);
    expect(found.pages.map(({ text }) => text).join("\n")).toContain("A check-up is 145 dollars.");
    expect(asked.map(({ url }) => url).sort()).toEqual(["/", "/contact", "/gone-hours", "/prices"]);
  });

  it("never leaves its host", () => {
    expect(tellingLinks([{ href: "//evil.test/hours", text: "Hours" }], here())).toEqual([]);
    expect(
      tellingLinks(
        [
          { href: "http://", text: "Contact" },
          { href: "%E0%A4%A", text: "Contact" },
        ],
        here(),
      ),
    ).toHaveLength(1);
  });

  it("without text says that scripts are not run", async () => {
    answer = (_, response) =>
      response.setHeader("content-type", "text/html").end('<div id="root"></div><script>x</script>');
    await expect(readSite(here(), allowed())).rejects.toThrow(/drawn by scripts/);
  });
});

it("this machine's own name is found by the system and is no public address", async () => {
  const found = await resolveBySystem("localhost");
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(isPublicAddress)).toEqual([]);
});

describe("an address that is to be read later", () => {
  it.each(["inside.test", "mixed.test", "metadata.test", "six.test", "mapped.test"])(
    "is refused when its name leads within, as %s does",
    async (host) => {
      expect(await problemOf(checkAddress(`https://${host}/`, options()))).toBe("blocked");
    },
  );

  it("is refused when nobody has its name, and passes while names cannot be looked up", async () => {
    expect(await problemOf(checkAddress("https://nobody.test/", options()))).toBe("no_such_host");
    const resolve = () => Promise.reject(Object.assign(new Error("try again"), { code: "EAI_AGAIN" }));
    expect((await checkAddress("https://nobody.test/a", options({ resolve }))).href).toBe("https://nobody.test/a");
    expect((await checkAddress(here("/a"), allowed())).href).toBe(here("/a"));
  });
});
