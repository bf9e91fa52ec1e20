import { randomUUID } from "node:crypto";
import { expectAccessible } from "./fixtures/axe";
import { ask, makeBusiness, passages, plantGap, websites } from "./fixtures/knowledge";
import { expect, test } from "./fixtures/test";

const html = (title: string, main: string) =>
  `<!doctype html><html lang="en"><title>${title}</title><main><h1>${title}</h1>${main}</main></html>`;

test("a reading is stopped, gone on with where it was, read by itself from then on, and taken back while it lasts", async ({
  owner: page,
  stack,
}) => {
  const businessId = await makeBusiness(page, stack);
  const site = websites(stack, `/sites/e2e-${randomUUID()}/`);
  try {
    await site.put("", { html: html("Lakeside Dental", `<p>We are dentists.</p><a href="busy">Prices</a>`) });
    // It is asked again only when the test is long over.
    await site.put("busy", { html: "", status: 503, headers: { "retry-after": "20" } });
    await page.goto(`/knowledge/${businessId}`);
    await page.getByRole("textbox", { name: "Its first address" }).fill(site.url);
    await page.getByRole("button", { name: "Read the site" }).click();
    const row = page.getByRole("list", { name: "Sources" }).getByRole("listitem");
    await expect(row).toContainText("1 of 2 pages read");
    await row.getByRole("button", { name: /^Stop reading/ }).click();
    await expect(row).toContainText("Stopped");
    await site.put("busy", { html: html("Prices", "<p>A porcelain crown costs 1,150 dollars.</p>") });
    await row.getByRole("button", { name: /^Go on reading/ }).click();
    await expect(row).toContainText("In use");
    await expect(row).toContainText("2 pages read");
    expect(await site.sent("")).toBe(1);

    await row.getByRole("link").click();
    await expect(page.getByText("Next on")).toHaveCount(0);
    await page.getByRole("combobox", { name: "Read again by itself" }).selectOption({ label: "Every day" });
    await expect(page.getByText("Next on")).toBeVisible();
    await page.reload();
    await expect(page.getByRole("combobox", { name: "Read again by itself" })).toHaveValue("daily");
    await expectAccessible(page, "a source");

    // One that is not read to its end may be taken back.
    await site.put("", { html: html("Lakeside Dental", `<p>We are dentists.</p><a href="later">More</a>`) });
    await site.put("later", { html: "", status: 503, headers: { "retry-after": "20" } });
    await page.getByRole("button", { name: "Read again", exact: true }).click();
    await expect(page.getByRole("progressbar")).toBeVisible();
    await page.getByRole("button", { name: "Remove" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await expect(page.getByRole("button", { name: "Read the site" })).toBeVisible();
    await expect(page.getByRole("list", { name: "Sources" })).toHaveCount(0);
    await ask(page, "How much is a porcelain crown?");
    await expect(page.getByText("Nothing fits well enough")).toBeVisible();
  } finally {
    await site.clear();
  }
});

test("a vendor's documentation is known by version and kind, read again only where it changed, and looked into by itself", async ({
  owner: page,
  stack,
}) => {
  const businessId = await makeBusiness(page, stack);
  const docs = websites(stack, "/docs/acme/");
  try {
    await page.goto(`/knowledge/${businessId}`);
    await page.getByRole("radio", { name: "Documentation" }).click();
    await page.getByRole("textbox", { name: "Its first address" }).fill(`${docs.url}v2/`);
    await page.getByRole("button", { name: "Read the site" }).click();
    const row = page.getByRole("list", { name: "Sources" }).getByRole("listitem");
    await expect(row).toContainText("In use");
    await expect(row).toContainText("Documentation, v2");
    await expect(row).toContainText("9 pages read");

    await page.getByRole("link", { name: "Documents", exact: true }).click();
    await page.getByLabel("Kind").selectOption({ label: "API reference" });
    const documents = page.getByRole("table").getByRole("row");
    await expect(documents.filter({ hasText: "Orders" })).toHaveCount(1);
    await expect(documents.filter({ hasText: "Authentication" })).toHaveCount(0);

    await ask(page, "How many requests may I make a minute?");
    await expect(passages(page).first()).toContainText("600");
    await page.getByText("Narrow it down").click();
    await page.getByLabel("Kind").selectOption({ label: "Tutorial" });
    await expect(page.getByText("Looks only in: Tutorial")).toBeVisible();
    await expect(page.getByText("Nothing in there fits well enough")).toBeVisible();
    await expectAccessible(page, "asking, narrowed");
    await page.getByRole("button", { name: "Look in everything" }).click();
    await expect(passages(page).first()).toContainText("600");

    await docs.put("v2/guides/rate-limits", {
      html: html("Rate limits (v2)", "<p>You may make 900 requests a minute for each key.</p>"),
    });
    await page.getByRole("link", { name: "Sources", exact: true }).click();
    await row.getByRole("link").click();
    await page.getByRole("button", { name: "Read again", exact: true }).click();
    const figure = (name: string) => page.locator("dl > div").filter({ has: page.getByText(name, { exact: true }) });
    await expect(figure("Unchanged")).toContainText("8");
    await expect(figure("Read anew")).toContainText("1");
    await expect(page.getByText("In use", { exact: true })).toBeVisible();
    await ask(page, "How many requests may I make a minute?");
    await expect(passages(page).first()).toContainText("900");
  } finally {
    await docs.clear();
  }
});

test("a document is corrected by hand, taken out and used again, as is a passage of it; its source's words come back", async ({
  owner: page,
  stack,
}) => {
  const businessId = await makeBusiness(page, stack);
  const site = websites(stack, `/sites/e2e-${randomUUID()}/`);
  const question = "How much is a porcelain crown?";
  try {
    await site.put("prices", { html: html("Prices", "<p>A porcelain crown costs 1,150 dollars.</p>") });
    await page.goto(`/knowledge/${businessId}`);
    await page.getByRole("radio", { name: "One page" }).click();
    await page.getByLabel("Its address").fill(`${site.url}prices`);
    await page.getByRole("button", { name: "Read the page" }).click();
    await expect(page.getByRole("list", { name: "Sources" }).getByRole("listitem")).toContainText("In use");
    const open = async () => {
      await page.getByRole("link", { name: "Documents", exact: true }).click();
      await page.getByRole("table").getByRole("link", { name: "Prices" }).click();
    };
    const nothing = page.getByText("Nothing fits well enough");

    await open();
    await page.getByRole("button", { name: "Edit the text" }).click();
    await page.getByLabel("Text", { exact: true }).fill("A porcelain crown costs 990 dollars until June.");
    await page.getByRole("button", { name: "Save as a new version" }).click();
    await expect(page.getByText("Edited here")).toBeVisible();
    await ask(page, question);
    await expect(passages(page).first()).toContainText("990 dollars");

    await open();
    await page.getByRole("button", { name: "Take it out" }).click();
    await expect(page.getByText("Agents do not use it.")).toBeVisible();
    await expectAccessible(page, "a document that is taken out");
    await ask(page, question);
    await expect(nothing).toBeVisible();

    await open();
    await page.getByRole("button", { name: "Use it again" }).click();
    await page.getByRole("button", { name: "Take out passage 1" }).click();
    await expect(page.getByRole("button", { name: "Use passage 1" })).toBeVisible();
    await ask(page, question);
    await expect(nothing).toBeVisible();

    await open();
    await page.getByRole("button", { name: "Go back to what the source says" }).click();
    await expect(page.getByRole("region", { name: "The text" })).toContainText("1,150 dollars");
    await ask(page, question);
    await expect(passages(page).first()).toContainText("1,150 dollars");
  } finally {
    await site.clear();
  }
});

test("what a caller asked in vain is dismissed, taken up again and answered in one click", async ({
  owner: page,
  stack,
}) => {
  const businessId = await makeBusiness(page, stack);
  const question = "Do you treat dogs?";
  await plantGap(stack, businessId, question);
  await page.goto(`/knowledge/${businessId}/unanswered`);
  const show = (which: string) =>
    page.getByRole("navigation", { name: "Which questions" }).getByRole("link", { name: which, exact: true }).click();
  const group = page.getByRole("list", { name: "Questions of callers" }).getByRole("listitem").first();
  await page.getByRole("button", { name: `Dismiss ${question}` }).click();
  await expect(page.getByText("No unanswered questions")).toBeVisible();
  await show("Dismissed");
  await group.getByRole("button", { name: `Reopen ${question}` }).click();
  await show("Unanswered");
  await page.getByRole("button", { name: `Add the answer to ${question}` }).click();
  await expect(page.getByLabel("Question", { exact: true })).toHaveValue(question);
  await page.getByLabel("Answer", { exact: true }).fill("No, we treat people only.");
  await page.getByRole("button", { name: "Save the answer" }).click();
  await expect(page.getByText("No unanswered questions")).toBeVisible();
  await show("Answered");
  await expect(group).toContainText("answered by");
  await expectAccessible(page, "answered questions");
  await ask(page, "Can I bring my dog for a treatment?");
  await expect(passages(page).first()).toContainText("people only");
});
