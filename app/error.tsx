"use client";

import { LoadError } from "@/components/shell/load-error";

type AppErrorProps = Readonly<{ error: Error & { digest?: string } }>;

/** Even the shell could not be made, as when the database is away. */
export default function AppError({ error }: AppErrorProps) {
  return (
    <main className="flex min-h-dvh items-center">
      <LoadError digest={error.digest} retry={() => window.location.reload()} />
    </main>
  );
}
