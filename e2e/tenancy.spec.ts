import { OTHER_TENANT_EMAIL } from "./fixtures/stack";
import { expect, signIn, test } from "./fixtures/test";

test("another organization's call does not exist: not its pages, not its title, not its data, not by a filter", async ({
  owner,
  browser,
  stack,
}) => {
  const context = await browser.newContext({ baseURL: stack.webUrl });
  const stranger = await context.newPage();
  await signIn(stranger, stack, OTHER_TENANT_EMAIL);
  await stranger.goto("/calls");
  const link = stranger.getByRole("table").getByRole("link").first();
  const number = (await link.innerText()).replace(/^.*(?=\+)/s, "");
  const callId = (await link.getAttribute("href"))?.split("/").at(-1) ?? "";
  const theirs = (await (await stranger.request.get(`/api/v1/calls/${callId}`)).json()) as {
    call: { businessId: string; agentId: string };
  };
  await context.close();

  // As a filter, another's id finds what an id finds that nobody has, and puts no name into a list of choices.
  for (const [name, id] of [
    ["businessId", theirs.call.businessId],
    ["agentId", theirs.call.agentId],
  ] as const) {
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    await owner.goto(`/calls?${name}=${id}`);
    await expect(owner.getByRole("heading", { name: "No call fits these filters" })).toBeVisible();
    await expect(owner.locator("body")).not.toContainText("Northwind");
  }

  for (const path of [`/calls/${callId}`, `/calls/${callId}/events`, `/live/${callId}`]) {
    const response = await owner.goto(path);
    expect(response?.status(), path).toBe(404);
    await expect(owner.getByRole("heading", { name: /There is (nothing at this address|no such call)/ })).toBeVisible();
    await expect(owner.locator("body")).not.toContainText(number);
    expect(await owner.title()).not.toContain(number);
  }
  const data = await owner.request.get(`/api/v1/calls/${callId}`);
  expect(data.status()).toBe(404);
  expect(await data.json()).toMatchObject({ code: "NOT_FOUND" });
});

test("an address that is no call's is not found either", async ({ owner }) => {
  expect((await owner.goto("/calls/not-an-id"))?.status()).toBe(404);
});
