"use client";

import { FlaskConical } from "lucide-react";
import dynamic from "next/dynamic";
import { type ReactNode, useState } from "react";
import { useShell } from "./shell-context";
import { sandboxBadgeClass } from "./trigger-classes";

const SandboxPopover = dynamic(() => import("./sandbox-popover").then((module) => module.SandboxPopover), {
  ssr: false,
  loading: () => <span className="size-7" />,
});

/** Quiet and permanent: that vendors are stand-ins. Nothing when all are real. */
export function SandboxBadge() {
  const { vendors } = useShell();
  const [wanted, setWanted] = useState(false);
  const sandboxed = vendors.filter(({ isSandbox }) => isSandbox);
  if (sandboxed.length === 0) return null;
  const phoneIsSandbox = sandboxed.some(({ vendor }) => vendor === "Twilio");
  const label: ReactNode = (
    <>
      <FlaskConical aria-hidden className="size-3.5" />
      <span className="sr-only sm:not-sr-only">
        {phoneIsSandbox ? "Sandbox phone line" : `Sandbox: ${sandboxed.map(({ role }) => role).join(", ")}`}
      </span>
    </>
  );
  // What it opens comes with the first press.
  if (wanted) return <SandboxPopover label={label} />;
  return (
    <button type="button" aria-haspopup="dialog" onClick={() => setWanted(true)} className={sandboxBadgeClass}>
      {label}
    </button>
  );
}
