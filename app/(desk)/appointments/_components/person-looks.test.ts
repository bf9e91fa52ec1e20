import { expect, test } from "vitest";
import type { ResourceResource } from "@/lib/contracts/appointments";
import { personLooks } from "./person-looks";

const resource = (name: string, kind: ResourceResource["kind"] = "staff") =>
  ({ id: name, name, kind }) as ResourceResource;

test("everybody who gives appointments has a hue and initials of their own; rooms have none", () => {
  const looks = personLooks([
    resource("Dr. Anna Chen"),
    resource("Room 1", "room"),
    resource("Élodie"),
    resource("Sam de Wit"),
  ]);
  expect(looks.map(({ initials }) => initials)).toEqual(["AC", "É", "SW"]);
  expect(new Set(looks.map(({ block }) => block)).size).toBe(3);
});
