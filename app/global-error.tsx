"use client";

import "./globals.css";

/** The last resort, when even the root layout failed: plain markup, nothing that could fail again. */
export default function GlobalError({ reset }: Readonly<{ reset: () => void }>) {
  return (
    <html lang="en">
      <body className="font-sans">
        <main className="mx-auto flex min-h-dvh max-w-md flex-col justify-center gap-3 px-6">
          <h1 className="text-20 font-semibold">The page could not be shown</h1>
          <p className="text-14 text-text-2">
            Something went wrong on our side. Calls are not affected: they are handled by another process. Try again; if
            it keeps happening, look into the web process’s log.
          </p>
          <button
            type="button"
            onClick={reset}
            className="w-fit rounded-md bg-accent px-4 py-2 text-13 font-medium text-on-accent"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
