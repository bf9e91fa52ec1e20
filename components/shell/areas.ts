import { House, type LucideIcon, MessageSquareText, Phone, Radio } from "lucide-react";

export type Area = { href: string; label: string; icon: LucideIcon; key: string };

/** The places of the product, in the order of the sidebar. `key` is pressed after `g`. */
export const AREAS: readonly Area[] = [
  { href: "/home", label: "Home", icon: House, key: "h" },
  { href: "/live", label: "Live", icon: Radio, key: "l" },
  { href: "/calls", label: "Calls", icon: Phone, key: "c" },
  { href: "/messages", label: "Messages", icon: MessageSquareText, key: "m" },
];

export const isInside = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);
