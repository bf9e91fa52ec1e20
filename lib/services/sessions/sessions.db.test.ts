import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, useDatabase } from "@/lib/db/connection";
import { withSystem } from "@/lib/db/transaction";
import {
  createTestDatabase,
  createTestOrganization,
  type TestDatabase,
  type TestOrganization,
  withOwner,
} from "@/scripts/test/database";
import { endSession } from "./end-session";
import { findSession } from "./find-session";
import { listSessions } from "./list-sessions";
import { revokeAllSessions } from "./revoke-all";
import { revokeOtherSessions } from "./revoke-others";
import { revokeSession } from "./revoke-session";
import type { Self } from "./self";
import { startSession } from "./start-session";
import { switchOrganization } from "./switch-organization";

let test: TestDatabase;
const FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0";
const now = new Date("2026-06-10T12:00:00Z");
const later = (ms: number) => new Date(now.getTime() + ms);
const DAY_MS = 86_400_000;

beforeAll(async () => {
  test = await createTestDatabase();
  await useDatabase(test.url, 5);
});
afterAll(async () => {
  await closeDatabase();
  await test.drop();
});

const read = (userId: string, sessionId: string, at = now) => findSession({ userId, sessionId }, {}, at);

async function signedIn(who: TestOrganization, ip?: string): Promise<Self> {
  const sessionId = await startSession(who.userId, { userAgent: FIREFOX, ...(ip ? { ip } : {}) }, now);
  const session = await read(who.userId, sessionId);
  if (!session) throw new Error("the session does not count");
  return { user: session.user, sessionId, requestId: "r1" };
}

const isAlive = async ({ user, sessionId }: Self) => (await read(user.userId, sessionId)) !== null;

/** Makes the person of `who` a member of `other` too, after their own organization. */
const join = (who: TestOrganization, other: TestOrganization) =>
  withOwner(test.url, (sql) =>
    sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, 'viewer')", [
      other.organizationId,
      who.userId,
    ]),
  );

describe("a session", () => {
  it("brings the person with today's roles, and counts for its own person alone", async () => {
    const [who, other] = [
      await createTestOrganization(test.url, { role: "manager" }),
      await createTestOrganization(test.url),
    ];
    const { sessionId, user } = await signedIn(who);
    expect(user).toMatchObject({ userId: who.userId, email: who.email, emailVerified: true, hasSecondFactor: false });
    expect(user.memberships).toMatchObject([
      { organizationId: who.organizationId, role: "manager", requiresSecondFactor: false },
    ]);
    await withOwner(test.url, (sql) =>
      sql.query("update memberships set role = 'viewer' where user_id = $1", [who.userId]),
    );
    expect((await read(who.userId, sessionId))?.user.memberships[0]?.role).toBe("viewer");
    expect(await read(other.userId, sessionId)).toBeNull();
    expect(await read(who.userId, randomUUID())).toBeNull();
    expect(await findSession({ userId: who.userId, sessionId: undefined })).toBeNull();
  });

  it("is another one at every sign-in", async () => {
    const who = await createTestOrganization(test.url);
    expect((await signedIn(who)).sessionId).not.toBe((await signedIn(who)).sessionId);
  });

  it("ends by signing out, by itself after a week, and when the person is disabled", async () => {
    const who = await createTestOrganization(test.url);
    const [left, open] = [await signedIn(who), await signedIn(who)];
    await endSession({ userId: who.userId, sessionId: left.sessionId }, now);
    expect(await isAlive(left)).toBe(false);
    expect(await read(who.userId, open.sessionId, later(7 * DAY_MS - 1))).not.toBeNull();
    expect(await read(who.userId, open.sessionId, later(7 * DAY_MS))).toBeNull();
    expect(await isAlive(open)).toBe(true);
    await withOwner(test.url, (sql) => sql.query("update users set disabled_at = now() where id = $1", [who.userId]));
    expect(await isAlive(open)).toBe(false);
  });

  it("cannot be ended by somebody else's claim to it", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const session = await signedIn(who);
    await endSession({ userId: other.userId, sessionId: session.sessionId }, now);
    expect(await isAlive(session)).toBe(true);
  });

  it("remembers when it was last seen, to the minute", async () => {
    const who = await createTestOrganization(test.url);
    const session = await signedIn(who);
    const seenAt = async () => (await listSessions(session, later(1)))[0]?.lastSeenAt;
    await read(who.userId, session.sessionId, later(59_000));
    expect(await seenAt()).toBe(now.toISOString());
    await read(who.userId, session.sessionId, later(61_000));
    expect(await seenAt()).toBe(later(61_000).toISOString());
  });
});

describe("listing and revoking", () => {
  it("shows this one first, in words, and nobody else's", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const here = await signedIn(who, "203.0.113.5");
    const there = await signedIn(who);
    await signedIn(other);
    const list = await listSessions(here, now);
    expect(list).toEqual([
      expect.objectContaining({
        id: here.sessionId,
        isCurrent: true,
        browser: "Firefox on Windows",
        ip: "203.0.113.5",
      }),
      expect.objectContaining({ id: there.sessionId, isCurrent: false, ip: null }),
    ]);
  });

  it("revokes one at once, not another person's, and not twice", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const [here, there, foreign] = [await signedIn(who), await signedIn(who), await signedIn(other)];
    await revokeSession(here, there.sessionId, now);
    expect([await isAlive(here), await isAlive(there)]).toEqual([true, false]);
    await expect(revokeSession(here, there.sessionId, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(revokeSession(here, foreign.sessionId, now)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(revokeSession(here, "all", now)).rejects.toMatchObject({ code: "INVALID" });
    expect(await isAlive(foreign)).toBe(true);
    const entries = await withOwner(test.url, (sql) =>
      sql.query("select action, target_id from audit_log where organization_id = $1", [who.organizationId]),
    );
    expect(entries.rows).toEqual([{ action: "session.revoked", target_id: there.sessionId }]);
  });

  it("revokes all others, or all", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const [here, one, two, foreign] = [
      await signedIn(who),
      await signedIn(who),
      await signedIn(who),
      await signedIn(other),
    ];
    expect(await revokeOtherSessions(here, now)).toBe(2);
    expect([await isAlive(here), await isAlive(one), await isAlive(two)]).toEqual([true, false, false]);
    expect(await withSystem("test", (tx) => revokeAllSessions(tx, who.userId, undefined, now))).toBe(1);
    expect([await isAlive(here), await isAlive(foreign)]).toEqual([false, true]);
  });
});

describe("switching organization", () => {
  it("is kept with the session, and the other session stays where it is", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    await join(who, other);
    const [here, there] = [await signedIn(who), await signedIn(who)];
    await switchOrganization(here, other.organizationId, now);
    expect(await read(who.userId, here.sessionId)).toMatchObject({ activeOrganizationId: other.organizationId });
    expect(await read(who.userId, there.sessionId)).toMatchObject({ activeOrganizationId: null });
  });

  it("is refused for one they are no member of, or not any more, in the words for one that does not exist", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    const session = await signedIn(who);
    const refusal = (id: string) => switchOrganization(session, id, now).catch((error: Error) => error);
    const foreign = await refusal(other.organizationId);
    expect(foreign).toMatchObject({ code: "NOT_FOUND" });
    expect(((await refusal(randomUUID())) as Error).message).toBe((foreign as Error).message);
    await join(who, other);
    await withOwner(test.url, (sql) =>
      sql.query("delete from memberships where user_id = $1 and organization_id = $2", [
        who.userId,
        other.organizationId,
      ]),
    );
    expect(await refusal(other.organizationId)).toMatchObject({ code: "NOT_FOUND" });
    expect(await read(who.userId, session.sessionId)).toMatchObject({ activeOrganizationId: null });
    const entries = await withOwner(test.url, (sql) =>
      sql.query("select 1 from audit_log where organization_id = $1", [other.organizationId]),
    );
    expect(entries.rowCount).toBe(0);
  });

  it("is refused in a session that has ended", async () => {
    const [who, other] = [await createTestOrganization(test.url), await createTestOrganization(test.url)];
    await join(who, other);
    const session = await signedIn(who);
    await endSession({ userId: who.userId, sessionId: session.sessionId }, now);
    await expect(switchOrganization(session, other.organizationId, now)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
  });
});
