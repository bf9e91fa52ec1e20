import "server-only";
import type { SessionUser } from "@/lib/contracts/session";
import { memberContext } from "@/lib/services/context";
import { getSetup } from "@/lib/services/setup/get-setup";

/**
 * Where somebody goes who has just signed in and did not ask for a page: Home, or the setup, as long as nothing at all is set up in their
 * organization and they may do it.
 */
export async function firstPage(user: SessionUser, request: { requestId: string; ip?: string }): Promise<string> {
  const [membership] = user.memberships;
  if (!membership) return "/home";
  const { organizationId, role } = membership;
  const context = memberContext({ userId: user.userId, name: user.name, organizationId, role }, request);
  if (!context.permissions.has("businesses.write")) return "/home";
  const { done, isLive } = await getSetup(context);
  return done === 0 && !isLive ? "/setup" : "/home";
}
