import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import type { MembershipRole } from "@/lib/contracts/session";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { type TestOrganization, withOwner } from "./database";
import { insert } from "./plant-call";

/** On duty at every hour. */
export const ALWAYS = Object.fromEntries(
  ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"].map((day) => [
    day,
    [{ opens: "00:00", closes: "24:00" }],
  ]),
);

export type PlantedPerson = {
  id: string;
  name: string;
  /** Null: they have a telephone alone. */
  userId: string | null;
  /** As which they act; of somebody without a sign-in, nobody's. */
  context: ServiceContext;
};

/** A page that stays open, whatever the test's own time. */
const ALWAYS_SEEN = new Date("2100-01-01T00:00:00Z");

/** Somebody of the team who takes calls, on duty, with a sign-in of their own, and a page open, unless `role` is null. */
export async function plantPerson(
  url: string,
  organization: TestOrganization,
  {
    role = "agent",
    isAtTheirScreen = true,
    ...more
  }: { name?: string; role?: MembershipRole | null; isAtTheirScreen?: boolean } & Record<string, unknown> = {},
): Promise<PlantedPerson> {
  const { organizationId } = organization;
  const [id, userId] = [uuidv7(), uuidv7()];
  const name = more.name ?? `Person ${id.slice(-6)}`;
  await withOwner(url, async (sql) => {
    if (role !== null) {
      const user = { id: userId, public_id: userCodeFrom(randomBytes(9)), email: `${userId}@example.test`, name };
      await insert(sql, "users", { ...user, email_verified_at: new Date() });
      await insert(sql, "memberships", {
        organization_id: organizationId,
        user_id: userId,
        role,
        page_seen_at: isAtTheirScreen ? ALWAYS_SEEN : null,
      });
    }
    await insert(sql, "human_agents", {
      organization_id: organizationId,
      id,
      name,
      email: `${id}@people.test`,
      phone: "+14155550177",
      time_zone: "Europe/Berlin",
      duty_hours: JSON.stringify(ALWAYS),
      ring_phone: false,
      user_id: role === null ? null : userId,
      ...more,
    });
  });
  const member = { userId, name, organizationId, role: role ?? ("viewer" as const) };
  return {
    id,
    name,
    userId: role === null ? null : userId,
    context: memberContext(member, { requestId: `test-${id}` }),
  };
}
