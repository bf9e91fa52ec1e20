"use client";

import { Bell as BellIcon } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { bellClass } from "@/components/shell/trigger-classes";
import { useNotifications } from "./notifications-context";

const BellPopover = dynamic(() => import("./bell-popover").then((module) => module.BellPopover), {
  ssr: false,
  loading: () => <span className="size-7" />,
});

const MOST_SHOWN = 99;

/** How much one has not read; what it is comes with the first press. */
export function Bell() {
  const { unread } = useNotifications();
  const [wanted, setWanted] = useState(false);
  if (unread === null) return null;
  const name = unread === 0 ? "Notifications" : `Notifications, ${unread} unread`;
  const label = (
    <>
      <BellIcon aria-hidden className="size-4" strokeWidth={1.8} />
      {unread > 0 ? (
        <span
          aria-hidden
          className="absolute -top-1 -right-1 min-w-4 rounded-full bg-bad px-1 text-center text-12 leading-4 font-semibold text-bg figures"
        >
          {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
        </span>
      ) : null}
    </>
  );
  if (wanted) return <BellPopover name={name} label={label} />;
  return (
    <button
      type="button"
      aria-label={name}
      aria-haspopup="dialog"
      title={name}
      onClick={() => setWanted(true)}
      className={bellClass}
    >
      {label}
    </button>
  );
}
