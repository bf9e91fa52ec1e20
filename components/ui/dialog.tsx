"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { clsx } from "clsx";
import { X } from "lucide-react";
import { type ReactNode, useState } from "react";

type DialogProps = Readonly<{
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** The title is then only spoken. */
  bare?: boolean;
  className?: string;
  children: ReactNode;
  /** What is chosen in it takes the focus elsewhere: it goes back to the opener only when nothing did. */
  leadsOn?: boolean;
}>;

/** A modal that traps focus and gives it back. */
export function Dialog({ open, onOpenChange, title, bare = false, leadsOn = false, className, children }: DialogProps) {
  const opener = useOpener(open);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          {...(leadsOn ? {} : { finalFocus: () => (opener?.isConnected ? opener : true) })}
          className={clsx(
            "floats fixed top-[12vh] left-1/2 z-50 flex max-h-[76vh] w-[min(560px,calc(100vw-24px))] -translate-x-1/2 flex-col",
            "overflow-hidden rounded-xl border border-line-strong bg-surface shadow-float outline-none",
            className,
          )}
        >
          <div className={bare ? "sr-only" : "flex items-center justify-between border-b border-line px-4 py-3"}>
            <Base.Title className="text-14 font-semibold">{title}</Base.Title>
            <Base.Close aria-label="Close" className="rounded-sm p-1 text-text-3 hover:bg-surface-2 hover:text-text">
              <X className="size-4" />
            </Base.Close>
          </div>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** What had the focus when it was opened. A field in it that takes the focus at once does so before the dialog itself could look. */
function useOpener(open: boolean): HTMLElement | null {
  const [opener, setOpener] = useState(() => (open ? focused() : null));
  const [wasOpen, setWasOpen] = useState(open);
  if (open !== wasOpen) {
    setWasOpen(open);
    if (open) setOpener(focused());
  }
  return opener;
}

function focused(): HTMLElement | null {
  if (typeof document === "undefined") return null;
  const { activeElement, body } = document;
  return activeElement instanceof HTMLElement && activeElement !== body ? activeElement : null;
}
