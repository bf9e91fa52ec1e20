import { readFile } from "node:fs/promises";
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
  await expect(links.first()).toBeVisible();
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
  const links = owner.getByRole("table").getByRole("link");
  await expect(links.first()).toBeVisible();
  const hrefs = await links.evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
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

test("filters are kept as a view, opened by its name and removed", async ({ owner }) => {
  const name = `Outbound ${Date.now()}`;
  await owner.goto("/calls?direction=outbound&sort=duration.desc");
  const views = owner.getByRole("navigation", { name: "Views" });
  const dialog = owner.getByRole("dialog", { name: "Save these filters as a view" });
  await expect(async () => {
    await views.getByRole("button", { name: "Save view" }).click();
    await expect(dialog).toBeVisible({ timeout: 2_000 });
  }).toPass();
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Save view" }).click();
  await expect(views.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
  await views.getByRole("link", { name: "All calls" }).click();
  await expect(owner).toHaveURL(/\/calls$/);
  await views.getByRole("link", { name }).click();
  await expect(owner).toHaveURL(/direction=outbound/);
  await expect(owner.getByRole("combobox", { name: "Order" })).toHaveValue("duration.desc");
  await views.getByRole("button", { name: "Remove view" }).click();
  await expect(views.getByRole("link", { name })).toHaveCount(0);
});

test("calls are picked by the keyboard, tagged, put in the review queue and let go", async ({ owner }) => {
  const tag = `t${Date.now()}`;
  await owner.goto("/calls?status=completed&direction=inbound");
  const toolbar = owner.getByRole("toolbar", { name: "With the calls picked" });
  const links = owner.getByRole("table").getByRole("link");
  await expect(async () => {
    await links.nth(0).focus();
    await owner.keyboard.press("j");
    await expect(links.nth(1)).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await owner.keyboard.press("x");
  await owner.keyboard.press("j");
  await owner.keyboard.press("j");
  await owner.keyboard.press("Shift+X");
  await expect(toolbar).toContainText("3 calls picked");
  await toolbar.getByLabel("Tags, parted by commas").fill(tag);
  await owner.keyboard.press("Enter");
  await expect(toolbar).toContainText("3 calls tagged.");
  await toolbar.getByRole("button", { name: "Review" }).click();
  await expect(toolbar).toContainText(/put in the review queue|They wait there already/);
  const file = owner.waitForEvent("download");
  await toolbar.getByRole("link", { name: "CSV" }).click();
  expect((await file).suggestedFilename()).toBe("calls.csv");
  await links.nth(0).focus();
  await owner.keyboard.press("Escape");
  await expect(toolbar).toHaveCount(0);
  await owner.goto(`/calls?tags=${tag}`);
  await expect(owner.getByRole("table").getByRole("row")).toHaveCount(4);
  await owner.getByRole("checkbox", { name: "Pick all calls of this page" }).check();
  await toolbar.getByLabel("Tags, parted by commas").fill(tag);
  await toolbar.getByRole("button", { name: "Take off" }).click();
  await expect(owner.getByRole("heading", { name: "No call fits these filters" })).toBeVisible();
});

test("the list as it is filtered is a file to keep", async ({ owner }) => {
  await owner.goto("/calls?direction=outbound");
  const file = owner.waitForEvent("download");
  await owner.getByRole("group", { name: "Export this list" }).getByRole("link", { name: "JSON" }).click();
  const { calls } = JSON.parse(await readFile(await (await file).path(), "utf8")) as { calls: { direction: string }[] };
  expect(calls.length).toBeGreaterThan(0);
  expect(new Set(calls.map(({ direction }) => direction))).toEqual(new Set(["outbound"]));
});

test("a list by score has the calls without one at its end", async ({ owner }) => {
  await owner.goto("/calls");
  await expect(async () => {
    await owner.getByRole("combobox", { name: "Order" }).selectOption("qa_score.desc");
    await expect(owner).toHaveURL(/sort=qa_score\.desc/, { timeout: 3_000 });
  }).toPass();
  await expect(owner.getByRole("table").getByRole("row")).toHaveCount(51);
});
