import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { MembershipRole } from "@/lib/contracts/session";
import { liveContext, memberContext, systemContext } from "./context";
import { cursorOf, positionOf } from "./cursor";
import { parseInput, ServiceError } from "./errors";
import { PERMISSIONS, permissionsOf } from "./permissions";
import { requirePermission } from "./require-permission";

const member = { userId: randomUUID(), name: "Dana", organizationId: randomUUID() };
const request = { requestId: "r1" };

describe("permissions", () => {
  it("grow from viewer to owner, who has all", () => {
    const roles = ["viewer", "agent", "supervisor", "manager", "admin", "owner"] as const;
    expect([...roles].sort()).toEqual([...MembershipRole.options].sort());
    for (let index = 1; index < roles.length; index++) {
      const [less, more] = [permissionsOf(roles[index - 1]!), permissionsOf(roles[index]!)];
      expect([...less].filter((permission) => !more.has(permission))).toEqual([]);
    }
    expect([...permissionsOf("owner")].sort()).toEqual([...PERMISSIONS].sort());
  });

  it("let a viewer look at calls and start none", () => {
    const viewer = memberContext({ ...member, role: "viewer" }, request);
    expect(() => requirePermission(viewer, "calls.read")).not.toThrow();
    expect(() => requirePermission(viewer, "calls.start")).toThrow(expect.objectContaining({ code: "FORBIDDEN" }));
    expect(() => requirePermission(viewer, "messages.read")).toThrow(ServiceError);
  });

  it("of a live token count only where we know them", () => {
    const claims = {
      sub: member.userId,
      organizationId: member.organizationId,
      permissions: ["calls.read", "root", "toString"],
    };
    expect([...liveContext(claims, "r1").permissions]).toEqual(["calls.read"]);
  });

  it("of the product itself are those it names", () => {
    expect([...systemContext(member.organizationId, "jobs", ["calls.read"], "r1").permissions]).toEqual(["calls.read"]);
  });
});

describe("parseInput", () => {
  const schema = z.object({ name: z.string().min(1, "give a name"), hours: z.array(z.object({ opens: z.string() })) });

  it("names each bad field once, by its path", () => {
    const error = (() => {
      try {
        parseInput(schema, { name: "", hours: [{ opens: 9 }] });
      } catch (thrown) {
        return thrown as ServiceError;
      }
    })();
    expect(error).toMatchObject({
      code: "INVALID",
      fields: { name: "give a name", "hours.0.opens": expect.any(String) },
    });
    expect(error?.message).toBe("Check name: give a name.");
  });

  it("gives back what fits", () => {
    expect(parseInput(schema, { name: "Dana", hours: [], more: 1 })).toEqual({ name: "Dana", hours: [] });
  });
});

describe("cursors", () => {
  it("say where a page ended, to the millisecond", () => {
    const position = { at: new Date("2026-06-10T12:00:00.123Z"), id: randomUUID() };
    expect(positionOf(cursorOf(position))).toEqual(position);
    expect(positionOf(undefined)).toBeNull();
  });

  it("are refused when they are not ours", () => {
    for (const cursor of ["x", "e30", Buffer.from('["2026","1"]').toString("base64url")]) {
      expect(() => positionOf(cursor)).toThrow(expect.objectContaining({ code: "INVALID" }));
    }
  });
});

it("text that the database could not store is refused with its field's name, wherever it hides", () => {
  const schema = z.object({ metadata: z.record(z.string(), z.string()) });
  const given = (metadata: Record<string, string>) => () => parseInput(schema, { metadata });
  expect(given({ a: "ok \u{1f600}" })()).toEqual({ metadata: { a: "ok \u{1f600}" } });
  for (const bad of ["nul \0", "half \ud83d"]) {
    expect(given({ a: bad })).toThrow(/Check metadata\.a: it has a character/);
    expect(given({ [bad]: "x" })).toThrow(/Check metadata: it has a character/);
  }
});
