import { readdirSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";
import { expect, openPalette, test } from "./fixtures/test";

const APP = path.resolve(import.meta.dirname, "../app");

/** Every page of the app, by its folder: one that is new is tried without being named here. */
const ROUTES = readdirSync(APP, { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx")
  .map((file) => {
    const parts = path.dirname(file).split(path.sep);
    return `/${parts.filter((part) => part !== "." && !/^\(.*\)$/.test(part)).join("/")}`;
  })
  .sort();

const SIGNED_IN = ["(desk)", "(setup)"].flatMap((group) => readdirSync(path.join(APP, group)));
const isSignedIn = (route: string): boolean => SIGNED_IN.includes(route.split("/")[1] ?? "");

const patternOf = (route: string) => new RegExp(`^${route.replace(/\[[^\]]+\]/g, "[^/?#]+")}$`);

/**
 * What the browser refused on any page this tab shows, with where and what. The tab changes nothing: what it sends is dropped for as long as it
 * lives, so every failure shows, and nothing pressed last gets through and spoils what other tests find. Dropped in the page: a route would have
 * every page load all its scripts again.
 */
async function watchPolicy(page: Page): Promise<string[]> {
  const refused: string[] = [];
  await page.addInitScript(() => {
    const load = window.fetch.bind(window);
    window.fetch = (input, init) => {
      const method = init?.method ?? (input instanceof Request ? input.method : "GET");
      return /^(get|head)$/i.test(method) ? load(input, init) : Promise.reject(new TypeError("Failed to fetch"));
    };
    window.addEventListener("submit", (event) => event.preventDefault());
    navigator.sendBeacon = () => false;
  });
  await page.exposeFunction("noteRefusal", (what: string) => void refused.push(what));
  await page.addInitScript(() => {
    window.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample, sourceFile }) => {
      const { noteRefusal } = window as unknown as { noteRefusal: (what: string) => void };
      noteRefusal([location.pathname, effectiveDirective, blockedURI, sample, sourceFile].join(" "));
    });
  });
  page.on("console", (message) => {
    if (/content.security.policy/i.test(message.text())) refused.push(`${page.url()} ${message.text()}`);
  });
  return refused;
}

/** Opens the address, waits for its data, and gives where it and its links lead. */
async function visit(page: Page, address: string): Promise<string[]> {
  const response = await page.goto(address);
  const policy = response?.headers()["content-security-policy"] ?? "";
  expect(policy, address).toContain("default-src 'self'");
  expect(policy, address).not.toContain("unsafe-inline");
  // The browser keeps no body of a page that has led on to another.
  const markup = (await response?.text().catch(() => null)) ?? (await (await page.request.get(address)).text());
  const styled = [...markup.replace(/<script\b.*?<\/script>/gs, "").matchAll(/<[a-z][^<>]*\sstyle="[^"]*"/gi)];
  expect(
    styled.map(([tag]) => tag),
    address,
  ).toEqual([]);
  await expect(page.locator("main").first()).toBeVisible();
  await expect(page.locator(".shimmer")).toHaveCount(0);
  return [new URL(page.url()).pathname, ...(await linksOf(page))];
}

const linksOf = (page: Page): Promise<string[]> =>
  page
    .locator("a[href^='/']:not([download])")
    .evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "", location.href).pathname));

const OPEN = "[role='dialog']:visible, [role='menu']:visible, [role='alertdialog']:visible, [role='listbox']:visible";
const MOST_BUTTONS = 8;

const isThere = () => true;
const isGone = () => false;

/** Presses every button of the page, and closes what opens. */
async function pressEverything(page: Page): Promise<void> {
  const address = page.url();
  const buttons = page.locator("main button:visible:enabled, main summary:visible");
  for (let place = 0; place < Math.min(await buttons.count(), MOST_BUTTONS); place += 1) {
    const button = buttons.nth(place);
    // What was pressed before may have taken it away.
    if (!(await button.waitFor({ timeout: 5_000 }).then(isThere, isGone))) break;
    await button.dispatchEvent("click");
    // What is loaded before it opens hears no key pressed before.
    await expect(async () => {
      await page.keyboard.press("Escape");
      await expect(page.locator(OPEN)).toHaveCount(0, { timeout: 1_000 });
    }).toPass();
    if (page.url() !== address) await page.goto(address);
  }
}

test("no public page breaks the policy", async ({ page }) => {
  test.setTimeout(120_000);
  const refused = await watchPolicy(page);
  for (const route of ROUTES.filter((each) => !isSignedIn(each))) {
    await visit(page, route.replace(/\[[^\]]+\]/g, "made-up"));
    await pressEverything(page);
  }
  await visit(page, "/nowhere/at/all");
  expect(refused).toEqual([]);
});

const ofMany = ROUTES.filter((route) => isSignedIn(route) && !route.includes("["));
for (const route of ofMany) {
  test(`${route} does not break it, with its dialogs and menus`, async ({ owner }) => {
    const refused = await watchPolicy(owner);
    await visit(owner, route);
    await pressEverything(owner);
    expect(refused).toEqual([]);
  });
}

/** Goes to a page of one thing as people do: by a link of the page above it, or of one further up. */
async function addressOf(page: Page, route: string): Promise<string> {
  let address = "";
  for (const part of route.split("/").filter(Boolean)) {
    if (!part.startsWith("[")) {
      address = `${address}/${part}`;
      continue;
    }
    const below = new RegExp(`^${address}/([^/?#]+)(?:/|$)`);
    let found: string | undefined;
    for (let above = address; above !== "" && !found; above = above.slice(0, above.lastIndexOf("/"))) {
      if (!ROUTES.some((known) => patternOf(known).test(above))) continue;
      found = (await visit(page, above))
        .map((link) => below.exec(link)?.[1])
        .find((name) => name !== undefined && !ROUTES.some((known) => `${known}/`.startsWith(`${address}/${name}/`)));
    }
    expect(found, `nothing leads to ${route}`).toBeDefined();
    address = `${address}/${found}`;
  }
  return address;
}

/** The demo has neither a tool nor a server of tools, no webhook and nothing that is done after calls. */
async function makeTool(
  page: Page,
  origin: string,
  does: object = { method: "GET", effect: "reads" },
): Promise<string> {
  const spec = { title: "Order status", description: "Is about an order.", ...does };
  const name = `order_status_${Date.now()}`;
  return make(page, origin, "/api/v1/tools", { spec: { ...spec, name, address: "https://orders.example.com/next" } });
}
async function makeServer(page: Page, origin: string, address: string): Promise<void> {
  const auth = { kind: "bearer" };
  const name = `Warehouse ${Date.now()}`;
  await make(page, origin, "/api/v1/mcp-servers", { name, address, auth, secret: "sandbox-business-key" });
}
async function makeStep(page: Page, origin: string): Promise<void> {
  const toolId = await makeTool(page, origin, { method: "POST", effect: "changes" });
  const answer = await page.request.get("/api/v1/businesses");
  const { businesses } = (await answer.json()) as { businesses: { id: string }[] };
  const step = { businessId: businesses[0]?.id, name: "A look at the order", enabled: false, toolId };
  await make(page, origin, "/api/v1/after-call-steps", { ...step, when: { calls: "answered" }, mapping: [] });
}
/** With a delivery, that of its test. */
async function makeWebhook(page: Page, origin: string, url: string): Promise<void> {
  const id = await make(page, origin, "/api/v1/webhooks", { url, events: ["call.ended"] });
  const answer = await page.request.post(`/api/v1/webhooks/${id}/test`, { data: {}, headers: { origin } });
  expect(answer.ok(), await answer.text()).toBe(true);
}
async function make(page: Page, origin: string, path: string, data: object): Promise<string> {
  const answer = await page.request.post(path, { data, headers: { origin } });
  expect(answer.status(), await answer.text()).toBe(201);
  return ((await answer.json()) as { id: string }).id;
}

for (const route of ROUTES.filter((each) => isSignedIn(each) && each.includes("["))) {
  test(`${route} does not break it, with its dialogs and menus`, async ({ owner, caller, stack }) => {
    const refused = await watchPolicy(owner);
    if (route.startsWith("/settings/tools/servers/"))
      await makeServer(owner, stack.webUrl, `${stack.sandboxUrl}/business/mcp`);
    else if (route.startsWith("/settings/webhooks/"))
      await makeWebhook(owner, stack.webUrl, `${stack.sandboxUrl}/business/hooks/policy`);
    else if (route.endsWith("/after-call/[stepId]")) await makeStep(owner, stack.webUrl);
    else if (route.startsWith("/settings/tools/")) await makeTool(owner, stack.webUrl);
    if (route.startsWith("/live/")) {
      await caller.call("When are you open today?");
      await visit(owner, "/live");
      await expect(owner.locator("main a[href^='/live/']").first()).toBeVisible();
    }
    await visit(owner, await addressOf(owner, route));
    await pressEverything(owner);
    expect(refused).toEqual([]);
  });
}

test("what opens above every page, news at its edge and charts under the pointer break it no more", async ({
  owner,
}) => {
  const refused = await watchPolicy(owner);
  await visit(owner, "/home");
  // Where a bar stands, whatever lies over it.
  await owner.locator(".recharts-bar-rectangle").first().hover({ force: true });
  await expect(owner.locator(".recharts-tooltip-wrapper")).toBeVisible();
  await openPalette(owner);
  await owner.keyboard.press("Escape");
  await expect(owner.getByRole("dialog")).toHaveCount(0);
  await owner.getByRole("button", { name: "Sandbox phone line" }).click();
  await expect(owner.getByRole("dialog")).toBeVisible();
  await owner.keyboard.press("Escape");
  await owner.getByRole("button", { name: /^Account of/ }).click();
  await owner.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(owner.getByText("Signing out did not reach the server.")).toBeVisible();
  expect(refused).toEqual([]);
});
