"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { LoadError } from "@/components/shell/load-error";

type DeskErrorProps = Readonly<{ error: Error & { digest?: string }; reset: () => void }>;

/** A page failed; the shell around it stays. */
export default function DeskError({ error, reset }: DeskErrorProps) {
  const router = useRouter();
  // The failure was the server's: asking it again is the retry, showing the same again is not.
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <div className="flex flex-1 items-center overflow-y-auto">
      <LoadError digest={error.digest} retry={retry} />
    </div>
  );
}
