import { expect, test } from "./fixtures/test";

test("filters narrow the list, stand in the address, and Back undoes them", async ({ owner }) => {
  await owner.goto("/calls");
  const rows = owner.getByRole("table").getByRole("row");
  await expect(rows).toHaveCount(51);
  // A choice before the page hears it is none yet.
  await expect(async () => {
    await owner.getByRole("combobox", { name: "Direction" }).selectOption("outbound");
    await expect(owner).toHaveURL(/direction=outbound/, { timeout: 3_000 });
  }).toPass();
  await expect(owner.getByRole("table").getByText("Inbound call from")).toHaveCount(0);
  await owner.getByRole("button", { name: "Clear" }).click();
  await expect(owner).toHaveURL(/\/calls$/);
  await expect(owner.getByRole("combobox", { name: "Direction" })).toHaveValue("");
  await expect(rows).toHaveCount(51);
});

test("words said find the calls in which they were said", async ({ owner }) => {
  await owner.goto("/calls");
  await owner.getByRole("searchbox", { name: "Words said" }).fill("whitening");
  await expect(owner).toHaveURL(/text=whitening/);
  await owner.getByRole("table").getByRole("link").first().click();
  await expect(owner.getByRole("log", { name: "Transcript" })).toContainText(/whitening/i);
});

test("the next page goes on where this one ended", async ({ owner }) => {
  await owner.goto("/calls");
  const links = owner.getByRole("table").getByRole("link");
  const idsOf = () => links.evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  const first = await idsOf();
  await owner.getByRole("link", { name: "Older calls" }).click();
  await expect(owner).toHaveURL(/cursor=/);
  await expect.poll(idsOf).not.toEqual(first);
  const second = await idsOf();
  expect(second.filter((href) => first.includes(href))).toEqual([]);
  await owner.getByRole("link", { name: "Newest" }).click();
  await expect.poll(idsOf).toEqual(first);
});

test("a search without result says so and offers the way back", async ({ owner }) => {
  await owner.goto("/calls?text=no-call-has-these-words");
  await expect(owner.getByRole("heading", { name: "No call fits these filters" })).toBeVisible();
  await owner.getByRole("link", { name: "Show all calls" }).click();
  await expect(owner.getByRole("table")).toBeVisible();
});

test("nonsense in the address shows the list instead of an error", async ({ owner }) => {
  await owner.goto("/calls?status=asleep&businessId=1&since=tomorrow&cursor=%00");
  await expect(owner.getByRole("heading", { level: 1, name: "Calls" })).toBeVisible();
  await expect(owner.getByText("could not be loaded")).toBeHidden();
});

test("a call page tells what was heard from what was not, and shows the waiting times", async ({ owner }) => {
  // Of other days: today's may be other tests' calls, in which nobody waited for an answer.
  const until = new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10);
  await owner.goto(`/calls?status=completed&direction=inbound&until=${until}`);
  const hrefs = await owner
    .getByRole("table")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  let found = false;
  for (const href of hrefs) {
    await owner.goto(href);
    await expect(owner.getByRole("log", { name: "Transcript" })).toBeVisible();
    if ((await owner.locator("del").count()) === 0) continue;
    await expect(owner.locator("del").first().locator("..")).toContainText("interrupted, not heard");
    found = true;
    break;
  }
  expect(found, "one of the newest calls was interrupted").toBe(true);
  const times = owner.getByRole("region", { name: "Answer times" });
  await expect(times.getByRole("img", { name: /answers?, median/ })).toBeVisible();
  await expect(times.locator(".recharts-bar-rectangle").first()).toBeVisible();
});

test("a slow answer leads to its words", async ({ owner }) => {
  // One of the demo's own calls, with several answers.
  await owner.goto("/calls?status=completed&text=whitening");
  await owner.getByRole("table").getByRole("link").first().click();
  const slowest = owner.getByRole("region", { name: "Answer times" }).getByRole("listitem").getByRole("button").first();
  await slowest.click();
  await expect(owner.locator("[data-turn].bg-accent-soft")).toBeInViewport();
});

test("every stored event can be read as it is, by kind", async ({ owner }) => {
  await owner.goto("/calls?status=completed&direction=inbound");
  await owner.getByRole("table").getByRole("link").first().click();
  await owner
    .getByRole("navigation", { name: "Call" })
    .getByRole("link", { name: /^Events/ })
    .click();
  const events = owner.getByRole("list", { name: "Events, oldest first" });
  await expect(events.getByText("call.started", { exact: true })).toBeVisible();
  await owner.getByRole("combobox", { name: "Kind of event" }).selectOption("call.ended");
  await expect(events.getByRole("listitem")).toHaveCount(1);
  await events.locator("summary").click();
  await expect(events.getByLabel(/^event \d+$/)).toContainText('"type": "call.ended"');
});

test("search within a call keeps the lines with these words", async ({ owner }) => {
  await owner.goto("/calls?text=whitening");
  await owner.getByRole("table").getByRole("link").first().click();
  const lines = owner.getByRole("log", { name: "Transcript" }).locator("[data-line]");
  await expect(lines).not.toHaveCount(0);
  const all = await lines.count();
  await owner.getByRole("searchbox", { name: "Search in this call" }).fill("whitening");
  await expect.poll(() => lines.count()).toBeLessThan(all);
  await expect(lines.first()).toContainText(/whitening/i);
});
