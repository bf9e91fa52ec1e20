"use client";

import type { HumanAgentResource } from "@/lib/contracts/human-agents";
import type { Saved } from "@/lib/contracts/saved";
import { createContext, type ReactNode, useContext } from "react";

export type SandboxVendor = {
  /** What the vendor does for a call, as people say it. */
  role: string;
  vendor: string;
  isSandbox: boolean;
  /** The settings that make it real. */
  settings: readonly string[];
};

/** Who the signed-in person is among those who take calls. */
export type OwnPerson = Pick<HumanAgentResource, "id" | "name" | "status" | "dutyHours" | "timeZone" | "inCall">;

export type FoundCall = {
  id: string;
  number: string;
  agentName: string;
  startedAt: string;
  timeZone: string;
  isOpen: boolean;
};

export type ShellInfo = Readonly<{
  organizationName: string;
  user: { name: string; email: string; role: string };
  /** What they may do here. */
  permissions: readonly string[];
  /** All the person is a member of, the one on screen marked. */
  organizations: readonly { id: string; name: string; isActive: boolean }[];
  /** Null: they take no calls. */
  person: OwnPerson | null;
  setOwnDuty: (isOn: boolean) => Promise<Saved<OwnPerson>>;
  vendors: readonly SandboxVendor[];
  findCalls: (query: string) => Promise<readonly FoundCall[]>;
  signOut: () => Promise<void>;
  /** Gives why it was refused; null when it was done. */
  switchOrganization: (id: string) => Promise<string | null>;
}>;

type Shell = ShellInfo & Readonly<{ openPalette: () => void; openKeys: () => void }>;

const ShellContext = createContext<Shell | null>(null);

export function ShellProvider({ value, children }: Readonly<{ value: Shell; children: ReactNode }>) {
  return <ShellContext value={value}>{children}</ShellContext>;
}

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error("useShell is used outside the app shell");
  return shell;
}
