import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import type { MembershipRole } from "@/lib/contracts/session";
import { userCodeFrom } from "@/lib/domain/codes/speakable-code";
import { memberContext, type ServiceContext } from "@/lib/services/context";
import { withOwner } from "@/scripts/test/database";

export type TestMember = { userId: string; email: string; name: string; context: ServiceContext };

/** Another member of an organization, with a confirmed address unless said. */
export async function addMember(
  url: string,
  organizationId: string,
  role: MembershipRole,
  options: { verified?: boolean } = {},
): Promise<TestMember> {
  const suffix = randomBytes(5).toString("hex");
  const userId = uuidv7();
  const email = `member-${suffix}@example.test`;
  const name = `Member ${suffix}`;
  const verifiedAt = (options.verified ?? true) ? new Date() : null;
  await withOwner(url, async (sql) => {
    await sql.query("insert into users (id, public_id, email, name, email_verified_at) values ($1, $2, $3, $4, $5)", [
      userId,
      userCodeFrom(randomBytes(9)),
      email,
      name,
      verifiedAt,
    ]);
    await sql.query("insert into memberships (organization_id, user_id, role) values ($1, $2, $3)", [
      organizationId,
      userId,
      role,
    ]);
  });
  const context = memberContext({ userId, name, organizationId, role }, { requestId: `test-${suffix}` });
  return { userId, email, name, context };
}
