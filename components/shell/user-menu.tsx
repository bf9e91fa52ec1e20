"use client";

import { ChevronsUpDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { useShell } from "./shell-context";
import { userMenuTriggerClass } from "./trigger-classes";

const UserMenuPopup = dynamic(() => import("./user-menu-popup").then((module) => module.UserMenuPopup), {
  ssr: false,
  loading: () => <span className="h-10" />,
});

const initials = (name: string) =>
  name
    .split(/\s+/)
    .map((word) => word.charAt(0).toUpperCase())
    .slice(0, 2)
    .join("");

/** Who one is here; theme, keys and the way out. */
export function UserMenu({ wide = false }: Readonly<{ wide?: boolean }>) {
  const { user } = useShell();
  const [wanted, setWanted] = useState(false);
  const label = (
    <>
      <span
        aria-hidden
        className="flex size-7 shrink-0 items-center justify-center rounded-full bg-accent-soft text-12 font-semibold text-ai"
      >
        {initials(user.name)}
      </span>
      {wide ? (
        <>
          <span className="min-w-0 flex-1">
            <span className="block truncate text-13 font-medium">{user.name}</span>
            <span className="block truncate text-12 text-text-3">{user.role}</span>
          </span>
          <ChevronsUpDown aria-hidden className="size-3.5 text-text-3" />
        </>
      ) : null}
    </>
  );
  // What it opens comes with the first press.
  if (wanted) return <UserMenuPopup wide={wide} label={label} />;
  return (
    <button
      type="button"
      aria-label={`Account of ${user.name}`}
      aria-haspopup="menu"
      onClick={() => setWanted(true)}
      className={userMenuTriggerClass(wide)}
    >
      {label}
    </button>
  );
}
