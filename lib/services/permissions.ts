import type { MembershipRole } from "@/lib/contracts/session";

/** The one table of who may do what. A role has the permissions of its row; API keys have a subset as scopes. */
const TABLE = {
  "calls.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "calls.start": ["owner", "admin", "manager", "supervisor"],
  "calls.control": ["owner", "admin", "manager", "supervisor"],
  "calls.listen": ["owner", "admin", "manager", "supervisor"],
  "escalations.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "escalations.handle": ["owner", "admin", "manager", "supervisor", "agent"],
  "questions.answer": ["owner", "admin", "manager", "supervisor", "agent"],
  "calls.export": ["owner", "admin", "manager", "supervisor"],
  "calls.share": ["owner", "admin", "manager", "supervisor"],
  "recordings.listen": ["owner", "admin", "manager", "supervisor"],
  "recordings.manage": ["owner", "admin"],
  "notes.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "notes.write": ["owner", "admin", "manager", "supervisor", "agent"],
  "notes.manage": ["owner", "admin", "manager"],
  "quality.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "quality.review": ["owner", "admin", "manager", "supervisor"],
  "quality.write": ["owner", "admin", "manager"],
  "messages.read": ["owner", "admin", "manager", "supervisor", "agent"],
  "messages.handle": ["owner", "admin", "manager", "supervisor", "agent"],
  "appointments.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "appointments.write": ["owner", "admin", "manager", "supervisor", "agent"],
  "appointments.configure": ["owner", "admin", "manager"],
  "tools.read": ["owner", "admin", "manager", "supervisor"],
  "tools.run": ["owner", "admin", "manager"],
  "tools.write": ["owner", "admin", "manager"],
  "agents.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "agents.write": ["owner", "admin", "manager"],
  "agents.publish": ["owner", "admin", "manager"],
  "businesses.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "businesses.write": ["owner", "admin", "manager"],
  "connections.read": ["owner", "admin", "manager"],
  "connections.write": ["owner", "admin"],
  "numbers.read": ["owner", "admin", "manager", "supervisor"],
  "numbers.write": ["owner", "admin"],
  "widgets.read": ["owner", "admin", "manager", "supervisor"],
  "widgets.write": ["owner", "admin", "manager"],
  "outages.set": ["owner", "admin", "manager"],
  "knowledge.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "knowledge.write": ["owner", "admin", "manager"],
  "people.read": ["owner", "admin", "manager", "supervisor"],
  "people.write": ["owner", "admin", "manager"],
  "members.read": ["owner", "admin", "manager"],
  "members.write": ["owner", "admin"],
  "organization.read": ["owner", "admin", "manager", "supervisor", "agent", "viewer"],
  "organization.write": ["owner", "admin"],
  "organization.export": ["owner"],
  "organization.erase": ["owner"],
  "security.write": ["owner"],
  "billing.read": ["owner", "admin"],
  "billing.write": ["owner", "admin"],
  "callers.verify": ["owner", "admin", "manager", "supervisor", "agent"],
  "callers.erase": ["owner", "admin"],
  "api_keys.read": ["owner", "admin"],
  "api_keys.write": ["owner", "admin"],
  "webhooks.read": ["owner", "admin"],
  "webhooks.write": ["owner", "admin"],
  "audit.read": ["owner", "admin"],
  "kill_switch.set": ["owner", "admin", "manager"],
} as const satisfies Record<string, readonly MembershipRole[]>;

export type Permission = keyof typeof TABLE;

export const PERMISSIONS = Object.keys(TABLE) as readonly Permission[];

export const isPermission = (name: string): name is Permission => Object.hasOwn(TABLE, name);

export function permissionsOf(role: MembershipRole): ReadonlySet<Permission> {
  return new Set(PERMISSIONS.filter((permission) => (TABLE[permission] as readonly MembershipRole[]).includes(role)));
}

/** The roles whose members may do it. */
export const rolesWith = (permission: Permission): MembershipRole[] => [...TABLE[permission]];
