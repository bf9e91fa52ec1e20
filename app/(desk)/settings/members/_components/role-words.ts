import type { MembershipRole } from "@/lib/contracts/session";

export const roleName = (role: MembershipRole): string => role.charAt(0).toUpperCase() + role.slice(1);

/** What each role is for, in words for people. */
export const ROLE_WORDS: Record<MembershipRole, string> = {
  owner: "Everything, the organization’s security and end included",
  admin: "Everything but security rules, export and erasure",
  manager: "Agents, businesses and calls",
  supervisor: "Watches and steers calls",
  agent: "Takes messages and hand-overs",
  viewer: "Looks at calls and changes nothing",
};
