"use client";

import { Popover } from "@base-ui/react/popover";
import Link from "next/link";
import type { ReactNode } from "react";
import { useShell } from "./shell-context";
import { sandboxBadgeClass } from "./trigger-classes";

/** Which vendors are stand-ins, and what makes each of them real. */
export function SandboxPopover({ label }: Readonly<{ label: ReactNode }>) {
  const { vendors, permissions } = useShell();
  return (
    <Popover.Root defaultOpen>
      <Popover.Trigger className={sandboxBadgeClass}>{label}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner align="end" sideOffset={8} className="z-50">
          <Popover.Popup className="floats w-[min(360px,calc(100vw-24px))] rounded-xl border border-line-strong bg-surface p-4 shadow-float outline-none">
            <Popover.Title className="text-14 font-semibold">No real call leaves this machine</Popover.Title>
            <Popover.Description className="mt-1 text-13 text-text-2">
              Stand-ins answer in place of these vendors. Give a vendor its settings and start again, and it is real;
              each one by itself.
            </Popover.Description>
            <ul className="mt-3 divide-y divide-line border-y border-line">
              {vendors.map(({ role, vendor, isSandbox, settings }) => (
                <li key={role} className="py-2.5 text-13">
                  <p className="flex items-baseline justify-between gap-3">
                    <span className="font-medium">
                      {role} <span className="font-normal text-text-3">{vendor}</span>
                    </span>
                    <span className={isSandbox ? "text-warn" : "text-good"}>{isSandbox ? "sandbox" : "real"}</span>
                  </p>
                  {isSandbox ? (
                    <p className="mt-1 font-mono text-12 leading-5 break-words text-text-2">{settings.join(", ")}</p>
                  ) : null}
                </li>
              ))}
            </ul>
            {permissions.includes("calls.start") ? (
              <p className="mt-3 text-13">
                <Link href="/phone" className="font-medium text-accent hover:underline">
                  Call an agent from the browser
                </Link>
              </p>
            ) : null}
            <p className="mt-3 text-12 text-text-3">
              They go into the file <span className="font-mono text-text-2">.env</span>; every name is explained in{" "}
              <span className="font-mono text-text-2">.env.example</span>.
            </p>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
