export type Section = { href: string; label: string };

type Rule = Section & {
  /** Any of these shows the section; none: everybody sees it. */
  permissions: readonly string[];
};

const SECTIONS: readonly Rule[] = [
  { href: "/settings/organization", label: "Organization", permissions: ["organization.read"] },
  { href: "/settings/businesses", label: "Businesses", permissions: ["businesses.read"] },
  { href: "/settings/connections", label: "Connections", permissions: ["connections.read"] },
  { href: "/settings/integrations", label: "Integrations", permissions: ["tools.read"] },
  { href: "/settings/tools", label: "Tools", permissions: ["tools.read"] },
  { href: "/settings/phone-numbers", label: "Phone numbers", permissions: ["numbers.read"] },
  { href: "/settings/widgets", label: "Web site widget", permissions: ["widgets.read"] },
  { href: "/settings/members", label: "Members", permissions: ["members.read"] },
  { href: "/settings/notifications", label: "Notifications", permissions: ["calls.read"] },
  { href: "/settings/security", label: "Security", permissions: [] },
  { href: "/settings/api-keys", label: "API keys", permissions: ["api_keys.read"] },
  { href: "/settings/webhooks", label: "Webhooks", permissions: ["webhooks.read"] },
  { href: "/settings/audit", label: "Audit log", permissions: ["audit.read"] },
  { href: "/settings/privacy", label: "Privacy", permissions: ["callers.erase"] },
];

/** The sections of the settings that somebody with these permissions may open. */
export const sectionsFor = (permissions: readonly string[]): Section[] =>
  SECTIONS.filter(
    ({ permissions: any }) => any.length === 0 || any.some((permission) => permissions.includes(permission)),
  ).map(({ href, label }) => ({ href, label }));
