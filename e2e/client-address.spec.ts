import { randomUUID } from "node:crypto";
import { expect, test } from "./fixtures/test";

/** An address that is not this machine's, and stands on lists that this machine is not on. */
const CLAIMED = "192.0.2.77";
const claim = { "x-forwarded-for": CLAIMED };

test("an API key's list of addresses looks at the connection, not at what a header claims", async ({
  owner,
  request,
  stack,
}) => {
  const make = async (allowedIps: string[]) => {
    const made = await owner.request.post("/api/v1/api-keys", {
      headers: { origin: new URL(stack.webUrl).origin },
      data: { name: `From ${randomUUID().slice(0, 8)}`, scopes: ["calls.read"], allowedIps },
    });
    expect(made.status()).toBe(201);
    return String((await made.json()).key);
  };
  const use = (key: string, headers: Record<string, string>) =>
    request.get("/api/v1/me", { headers: { authorization: `Bearer ${key}`, ...headers } });
  const far = await make([`${CLAIMED}/32`]);
  for (const headers of [{}, claim, { "x-forwarded-for": `${CLAIMED}, ${CLAIMED}` }]) {
    const refused = await use(far, headers);
    expect(refused.status()).toBe(403);
    expect((await refused.json()).detail).toMatch(/may not be used from the address (127\.0\.0\.1|::1)\./);
  }
  const near = await make(["127.0.0.0/8", "::1/128"]);
  for (const headers of [{}, claim]) expect((await use(near, headers)).status()).toBe(200);
});

test("where a session began and who did something is told by the connection, too", async ({ browser, stack }) => {
  const invented = "198.51.100.201";
  const extraHTTPHeaders = { "x-forwarded-for": invented };
  const context = await browser.newContext({ baseURL: stack.webUrl, extraHTTPHeaders });
  const page = await context.newPage();
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(stack.demo.email);
  await page.getByLabel("Password").fill(stack.demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/home$/);
  for (const path of ["/settings/security", "/settings/audit"]) {
    await page.goto(path);
    await expect(page.getByText(/127\.0\.0\.1|::1/)).not.toHaveCount(0);
    await expect(page.getByText(invented)).toHaveCount(0);
  }
  await context.close();
});
