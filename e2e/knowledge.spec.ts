import { makePdf } from "@/scripts/test/make-pdf";
import { expectAccessible } from "./fixtures/axe";
import { ask, makeBusiness, passages, plantGap } from "./fixtures/knowledge";
import { expect, test, whenAlive } from "./fixtures/test";

const QUESTION = "Do you repair night guards?";

test("a price list and a website are read before one's eyes; what is asked is found with where it stands, and what is not can be added", async ({
  owner: page,
  stack,
}) => {
  const businessId = await makeBusiness(page, stack);
  await plantGap(stack, businessId, QUESTION);
  await page.goto(`/knowledge/${businessId}`);
  const row = (name: string) =>
    page.getByRole("list", { name: "Sources" }).getByRole("listitem").filter({ hasText: name });
  await (
    await whenAlive(page.getByLabel("Files to add"))
  ).setInputFiles([
    {
      name: "Price list.pdf",
      mimeType: "application/pdf",
      buffer: makePdf([
        [
          { x: 72, y: 80, text: "Price list 2026", size: 18, bold: true },
          { x: 72, y: 120, text: "A porcelain crown costs 1,150 dollars." },
          { x: 72, y: 140, text: "A night guard costs 380 dollars." },
        ],
      ]),
    },
    { name: "Scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("\x89PNG\r\n\x1a\n", "latin1") },
  ]);
  await expect(row("Scan.pdf")).toContainText("it is a picture");
  const address = page.getByRole("textbox", { name: "Its first address" });
  await address.fill("http://169.254.169.254/latest/meta-data/");
  await page.getByRole("button", { name: "Read the site" }).click();
  await expect(page.getByText("leads into a private network")).toBeVisible();
  await address.fill(`${stack.sandboxUrl}/example-site/`);
  await page.getByRole("button", { name: "Read the site" }).click();
  await expect(row("example-site")).toContainText("In use");
  await expect(row("example-site")).toContainText("4 pages read");
  await expect(row("Price list.pdf")).toContainText("In use");
  await expectAccessible(page, "sources");

  const given = passages(page).first();
  await ask(page, "How much is a porcelain crown?");
  await expect(given).toContainText("1,150 dollars");
  await expect(given).toContainText("Price list");
  await ask(page, "Where can I park?");
  await expect(given).toContainText("Trestle Glen Road");
  await ask(page, "Do you sell electric bicycles?");
  await expect(page.getByText("Nothing fits well enough")).toBeVisible();

  await page.getByRole("link", { name: "Facts", exact: true }).click();
  await page.getByRole("button", { name: "Add a fact" }).click();
  await page.getByLabel("About").fill("Electric bicycles");
  await page.getByLabel("What agents may say").fill("We lend electric bicycles to patients for 15 dollars a day.");
  await page.getByLabel("Last day, if it has one").fill("2020-05-31");
  await page.getByRole("button", { name: "Save the fact" }).click();
  await expect(page.getByText("over since 1 June 2020")).toBeVisible();
  await page.getByRole("button", { name: "Change Electric bicycles" }).click();
  await page.getByLabel("Last day, if it has one").fill("");
  await page.getByRole("button", { name: "Save the fact" }).click();
  await expect(page.getByText("always holds")).toBeVisible();

  await page.getByRole("link", { name: /^Unanswered/ }).click();
  await page.getByRole("button", { name: `Add the answer to ${QUESTION}` }).click();
  await page.getByLabel("Answer", { exact: true }).fill("Yes, we repair night guards within two days.");
  await page.getByRole("button", { name: "Save the answer" }).click();
  await expect(page.getByText("No unanswered questions")).toBeVisible();

  await ask(page, "Can I borrow an electric bicycle?");
  await expect(given).toContainText("15 dollars a day");
  await ask(page, "Can a night guard be repaired?");
  await expect(given).toContainText("within two days");
});
