import {
  Bell,
  BookOpen,
  Bot,
  CalendarDays,
  ClipboardCheck,
  CreditCard,
  House,
  LifeBuoy,
  type LucideIcon,
  MessageSquareText,
  Phone,
  Radio,
  Settings,
  Users,
} from "lucide-react";

export type Area = {
  href: string;
  label: string;
  icon: LucideIcon;
  key: string;
  /** Not needed every hour: on a small screen in the account's menu, not in the bar. */
  rare?: boolean;
};

/** The places of the product, in the order of the sidebar. `key` is pressed after `g`. */
export const AREAS: readonly Area[] = [
  { href: "/home", label: "Home", icon: House, key: "h" },
  { href: "/live", label: "Live", icon: Radio, key: "l" },
  { href: "/calls", label: "Calls", icon: Phone, key: "c" },
  { href: "/escalations", label: "Escalations", icon: LifeBuoy, key: "e" },
  { href: "/quality", label: "Quality", icon: ClipboardCheck, key: "q", rare: true },
  { href: "/messages", label: "Messages", icon: MessageSquareText, key: "m" },
  { href: "/appointments", label: "Appointments", icon: CalendarDays, key: "t", rare: true },
  { href: "/agents", label: "Agents", icon: Bot, key: "a", rare: true },
  { href: "/knowledge", label: "Knowledge", icon: BookOpen, key: "k", rare: true },
  { href: "/people", label: "People", icon: Users, key: "p", rare: true },
  { href: "/billing", label: "Billing", icon: CreditCard, key: "b", rare: true },
  { href: "/settings", label: "Settings", icon: Settings, key: "s", rare: true },
];

/** Where else keys and the palette lead. */
export const PLACES: readonly Area[] = [
  ...AREAS,
  { href: "/notifications", label: "Notifications", icon: Bell, key: "n" },
];

export const isInside = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);

/** What one must be allowed to do to open a place; one that is not named, everybody may. */
export const NEEDED: Readonly<Record<string, string>> = {
  "/home": "calls.read",
  "/live": "calls.read",
  "/calls": "calls.read",
  "/escalations": "escalations.read",
  "/quality": "quality.read",
  "/messages": "messages.read",
  "/appointments": "appointments.read",
  "/agents": "agents.read",
  "/knowledge": "knowledge.read",
  "/people": "escalations.handle",
  "/billing": "billing.read",
  "/notifications": "calls.read",
};

/** Those of the places that somebody with these permissions can open: no menu leads before a closed door. */
export const openTo = (permissions: readonly string[], places: readonly Area[]): Area[] =>
  places.filter(({ href }) => NEEDED[href] === undefined || permissions.includes(NEEDED[href]));
