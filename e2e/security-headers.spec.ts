import type { APIResponse } from "@playwright/test";
import { expect, openPalette, test } from "./fixtures/test";

/** One address for each kind of answer, and the status it has for one who is not signed in. */
const KINDS = [
  { kind: "public page", path: "/", status: 200 },
  { kind: "sign-in page", path: "/sign-in", status: 200 },
  { kind: "redirect to sign-in", path: "/home", status: 307 },
  { kind: "page that is not there", path: "/nowhere/at/all", status: 404 },
  { kind: "sound", path: "/sample-call.wav", status: 200 },
  { kind: "picture", path: "/live-desk-wide-light.webp", status: 200 },
  { kind: "robots.txt", path: "/robots.txt", status: 200 },
  { kind: "REST, refused", path: "/api/v1/calls", status: 401 },
  { kind: "REST, no such resource", path: "/api/v1/nothing", status: 404 },
  { kind: "health", path: "/api/health", status: 200 },
] as const;

const directives = (response: APIResponse): Map<string, string[]> =>
  new Map(
    (response.headers()["content-security-policy"] ?? "").split("; ").map((directive) => {
      const [name = "", ...sources] = directive.split(" ");
      return [name, sources];
    }),
  );

for (const { kind, path, status } of KINDS) {
  test(`headers of: ${kind}`, async ({ request }) => {
    const response = await request.get(path, { maxRedirects: 0 });
    expect(response.status()).toBe(status);
    const headers = response.headers();
    expect(headers["x-content-type-options"]).toBe("nosniff");
    expect(headers["x-frame-options"]).toBe("DENY");
    expect(headers["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
    expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(headers["permissions-policy"]).toContain("microphone=(self)");
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["x-powered-by"]).toBeUndefined();
    expect(headers["access-control-allow-origin"]).toBeUndefined();
    // A file of ours that is shown by itself runs nothing, and has no policy of its own.
    if (kind === "sound" || kind === "picture") return;
    const policy = directives(response);
    expect(policy.get("frame-ancestors")).toEqual(["'none'"]);
    expect(policy.get("base-uri")).toEqual(["'none'"]);
    expect(policy.get("default-src")).toEqual([path.startsWith("/api/") ? "'none'" : "'self'"]);
    expect(headers["content-security-policy"]).not.toContain("unsafe-inline");
    expect([...policy.values()].flat()).not.toContain("'unsafe-eval'");
  });
}

test("over HTTPS every answer tells the browser to come back over HTTPS alone, over HTTP none does", async ({
  request,
}) => {
  for (const { path } of KINDS) {
    const secure = await request.get(path, { maxRedirects: 0, headers: { "x-forwarded-proto": "https" } });
    expect(secure.headers()["strict-transport-security"], path).toMatch(/^max-age=31536000/);
    const plain = await request.get(path, { maxRedirects: 0 });
    expect(plain.headers()["strict-transport-security"], path).toBeUndefined();
  }
});

test("pages may connect to the call-worker, and every script of a page carries that page's nonce", async ({
  request,
  stack,
}) => {
  const response = await request.get("/sign-in");
  const policy = directives(response);
  const { origin, host } = new URL(stack.workerUrl);
  expect(policy.get("connect-src")).toEqual(["'self'", origin, `ws://${host}`]);
  const nonce = /'nonce-([^']+)'/.exec(policy.get("script-src")?.join(" ") ?? "")?.[1];
  const scripts = [...(await response.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(0);
  for (const tag of scripts) expect(tag).toContain(`nonce="${nonce}"`);
});

test("a script, a handler or a style sheet that somebody smuggles into a page does nothing", async ({ page }) => {
  const smuggled = `<script>document.title = "smuggled"</script><style>body { outline: 9px solid }</style>
    <p style="outline: 9px solid">marked</p>
    <img src="/nowhere.png" onerror="document.title = 'smuggled'" alt="">`;
  await page.route("**/security", async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace("</main>", `${smuggled}</main>`);
    await route.fulfill({ response, body });
  });
  const refused = new Set<string>();
  await page.exposeFunction("noteRefusal", (directive: string) => void refused.add(directive));
  await page.addInitScript(() => {
    window.addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
      (window as unknown as { noteRefusal: (directive: string) => void }).noteRefusal(effectiveDirective);
    });
  });
  await page.goto("/security");
  await expect
    .poll(() => [...refused].sort())
    .toEqual(["script-src-attr", "script-src-elem", "style-src-attr", "style-src-elem"]);
  expect(await page.title()).toBe("Security · Aybiza");
  expect(await page.evaluate(() => getComputedStyle(document.body).outlineWidth)).not.toBe("9px");
});

const EVIL = "https://evil.example";
/** Where a request may say that it comes from, and be refused for it; null: it does not say. */
const FOREIGN = [EVIL, "null", null] as const;
const withOrigin = (origin: string | null): Record<string, string> => (origin === null ? {} : { origin });

test("a server action counts only from our own pages", async ({ owner, stack }) => {
  await owner.goto("/home");
  const sent = owner.waitForRequest((request) => "next-action" in request.headers());
  await (await openPalette(owner)).fill("4155550");
  const action = await sent;
  const headers = {
    "next-action": action.headers()["next-action"] ?? "",
    "content-type": action.headers()["content-type"] ?? "",
  };
  const replay = (origin: string | null) =>
    owner.request.post(action.url(), {
      headers: { ...headers, ...withOrigin(origin) },
      data: action.postDataBuffer() ?? "",
    });
  expect((await replay(new URL(stack.webUrl).origin)).status()).toBe(200);
  for (const origin of FOREIGN) expect((await replay(origin)).status(), String(origin)).toBe(403);
});

test("the sign-in form signs nobody in when another site sends it, scripts or not", async ({ playwright, stack }) => {
  const request = await playwright.request.newContext({ baseURL: stack.webUrl });
  const html = await (await request.get("/sign-in")).text();
  const hidden = [...html.matchAll(/<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?/g)].map(
    ([, name = "", value = ""]) => [name, value.replaceAll("&quot;", '"').replaceAll("&amp;", "&")],
  );
  const multipart = { ...Object.fromEntries(hidden), email: stack.demo.email, password: stack.demo.password };
  const send = (origin: string | null) =>
    request.post("/sign-in", { multipart, headers: withOrigin(origin), maxRedirects: 0 });
  for (const origin of FOREIGN) {
    const response = await send(origin);
    expect(response.status(), String(origin)).toBe(403);
    expect(response.headers()["set-cookie"]).toBeUndefined();
  }
  const own = await send(new URL(stack.webUrl).origin);
  expect(own.headers()["set-cookie"]).toContain("session-token");
  await request.dispose();
});

test("what a session's cookie allows over REST, it allows to our own pages alone", async ({ owner, stack }) => {
  for (const path of ["/api/live-token", "/api/v1/calls/initiate"]) {
    for (const origin of FOREIGN) {
      const response = await owner.request.post(path, { headers: withOrigin(origin), data: {} });
      expect(response.status(), `${path} ${origin}`).toBe(403);
    }
  }
  const own = await owner.request.post("/api/live-token", { headers: { origin: new URL(stack.webUrl).origin } });
  expect(own.status()).toBe(200);
});

test("next-auth's own endpoints sign nobody in or out for another site", async ({ owner }) => {
  for (const path of ["/api/auth/signout", "/api/auth/callback/credentials"]) {
    for (const origin of FOREIGN) {
      const response = await owner.request.post(path, { form: {}, headers: withOrigin(origin), maxRedirects: 0 });
      expect(response.status(), `${path} ${origin}`).toBe(403);
    }
  }
  await owner.goto("/home");
  await expect(owner).toHaveURL(/\/home$/);
});

test("a form on another site reaches nothing, in a browser that is signed in here", async ({ owner, stack }) => {
  for (const path of ["/sign-in", "/home", "/api/live-token", "/api/auth/signout"]) {
    await owner.route(`${EVIL}/**`, (route) =>
      route.fulfill({
        contentType: "text/html",
        body: `<form method="post" action="${stack.webUrl}${path}"><button>Win a prize</button></form>`,
      }),
    );
    await owner.goto(`${EVIL}/`);
    const answered = owner.waitForResponse((response) => response.request().method() === "POST");
    await owner.getByRole("button").click();
    const response = await answered;
    expect([401, 403], path).toContain(response.status());
  }
  await owner.goto("/home");
  await expect(owner).toHaveURL(/\/home$/);
});
