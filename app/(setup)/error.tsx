"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { LoadError } from "@/components/shell/load-error";

type SetupErrorProps = Readonly<{ error: Error & { digest?: string }; reset: () => void }>;

/** A page of setting up failed. What was typed is kept and is there again. */
export default function SetupError({ error, reset }: SetupErrorProps) {
  const router = useRouter();
  const retry = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <main className="flex min-h-dvh items-center">
      <LoadError digest={error.digest} retry={retry} />
    </main>
  );
}
