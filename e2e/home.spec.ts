import { expect, test } from "./fixtures/test";

test("today's figures, the hours and the newest calls are there", async ({ owner }) => {
  await owner.goto("/home");
  const figures = owner.getByRole("list", { name: /^Today, beside last/ });
  await expect(figures.getByRole("listitem")).toHaveCount(6);
  await expect(
    owner.getByRole("region", { name: "Calls by hour" }).getByRole("img", { name: /calls? .*today/i }),
  ).toBeVisible();
  await expect(owner.getByRole("table", { name: "Recent calls" }).getByRole("row")).toHaveCount(9);
});

test("a figure opens the calls it counts", async ({ owner }) => {
  await owner.goto("/home");
  await owner
    .getByRole("list", { name: /^Today, beside last/ })
    .getByRole("link", { name: /^Failed/ })
    .click();
  await expect(owner).toHaveURL(/\/calls\?since=\d{4}-\d\d-\d\d&status=failed$/);
  await expect(owner.getByRole("combobox", { name: "Status" })).toHaveValue("failed");
});

test("a call that comes in appears by itself, and counts in the navigation", async ({ owner, caller }) => {
  await owner.goto("/home");
  const now = owner.getByRole("region", { name: "On the phone now" });
  await expect(now).toBeVisible();
  await caller.call("When are you open on Saturday?");
  const line = now.getByRole("link", { name: new RegExp(caller.number.slice(-4)) });
  await expect(line).toBeVisible({ timeout: 20_000 });
  await expect(owner.getByRole("link", { name: /^Live.*in progress/ }).first()).toBeVisible();
  await line.click();
  await expect(owner).toHaveURL(/\/live\/[0-9a-f-]{36}$/);
});
