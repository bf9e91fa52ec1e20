"use client";

import { useEffect } from "react";
import { toast, Toaster } from "sonner";
import { takeToasts, watchToasts } from "./toast";

const show = () => {
  for (const message of takeToasts()) toast.error(message);
};

export function ToastHost() {
  useEffect(() => {
    show();
    return watchToasts(show);
  }, []);
  return (
    <Toaster
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-line-strong bg-surface p-3 text-13 text-text shadow-float",
        },
      }}
    />
  );
}
