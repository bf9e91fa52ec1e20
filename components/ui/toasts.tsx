"use client";

import { Toaster } from "sonner";

/** Short news that needs no answer, in the product's own colours. */
export function Toasts() {
  return (
    <Toaster
      position="bottom-right"
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-start gap-2.5 rounded-lg border border-line-strong bg-surface p-3 text-13 text-text shadow-float",
          title: "font-medium",
          description: "text-text-2",
        },
      }}
    />
  );
}
