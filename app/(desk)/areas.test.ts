import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { AREAS, NEEDED, openTo, PLACES } from "@/components/shell/areas";
import { permissionsOf } from "@/lib/services/permissions";

/** The permission that a place's frame, or its page, asks for. */
function asked(href: string): string | undefined {
  const files = ["layout.tsx", "page.tsx", "(list)/page.tsx"].map((file) => path.join(import.meta.dirname, href, file));
  const permissions = files.flatMap((file) =>
    existsSync(file) ? (/requireContext\("([a-z_.]+)"/.exec(readFileSync(file, "utf8"))?.[1] ?? []) : [],
  );
  return permissions[0];
}

test.each(PLACES.map(({ href }) => href))(
  "%s is offered to those whom its page lets in, and to nobody else",
  (href) => {
    expect(NEEDED[href]).toBe(asked(href));
  },
);

test("each role is offered what it can open", () => {
  const closedTo = (role: Parameters<typeof permissionsOf>[0]) => {
    const open = openTo([...permissionsOf(role)], AREAS).map(({ label }) => label);
    return AREAS.map(({ label }) => label).filter((label) => !open.includes(label));
  };
  expect(closedTo("owner")).toEqual([]);
  expect(closedTo("manager")).toEqual(["Billing"]);
  expect(closedTo("agent")).toEqual(["Billing"]);
  expect(closedTo("viewer")).toEqual(["Messages", "People", "Billing"]);
});
