import type { Permission } from "@/lib/services/permissions";

/** What a key with the scope can do, as people say it. */
export const SCOPE_WORDS: Readonly<Record<Permission, string>> = {
  "calls.read": "Read calls and what was said",
  "calls.start": "Start calls",
  "calls.control": "Steer and end calls in progress",
  "messages.read": "Read messages",
  "messages.handle": "Mark messages as done",
  "agents.read": "Read agents",
  "agents.write": "Change agents",
  "agents.publish": "Publish agents",
  "businesses.read": "Read business profiles",
  "businesses.write": "Change business profiles",
  "connections.read": "Read which vendors' accounts are used",
  "connections.write": "Change and check vendors' accounts",
  "numbers.read": "Read phone numbers",
  "numbers.write": "Change phone numbers",
  "widgets.read": "Read web site widgets",
  "widgets.write": "Change web site widgets",
  "outages.set": "Switch outage mode on and off",
  "knowledge.read": "Read what agents were given to know",
  "knowledge.write": "Add and remove what agents are given to know",
  "people.read": "Read who calls are handed to",
  "people.write": "Change who calls are handed to",
  "members.read": "Read members",
  "members.write": "Invite, change and remove members",
  "organization.read": "Read the organization",
  "organization.write": "Change the organization",
  "organization.export": "Export all data",
  "organization.erase": "Erase the organization",
  "security.write": "Change security rules",
  "billing.read": "Read plan, usage and invoices",
  "billing.write": "Change the plan",
  "callers.verify": "Verify callers",
  "callers.erase": "Erase a caller's data",
  "api_keys.read": "Read the list of API keys",
  "api_keys.write": "Change API keys",
  "audit.read": "Read the audit log",
  "kill_switch.set": "Stop calls at once",
};

/** Keys are made and changed by people alone: as scopes these would do nothing. */
export const FOR_PEOPLE_ALONE: ReadonlySet<Permission> = new Set(["api_keys.read", "api_keys.write"]);
