import type { ReactNode } from "react";

type SettingsPageProps = Readonly<{ title: string; hint?: ReactNode; action?: ReactNode; children: ReactNode }>;

/** One section's page: its name, what it is about, and its cards below each other. */
export function SettingsPage({ title, hint, action, children }: SettingsPageProps) {
  return (
    <div className="mx-auto max-w-4xl px-4 py-6 md:px-8">
      <div className="mb-5 flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <h2 className="text-20 font-semibold">{title}</h2>
          {hint ? <p className="mt-1 text-14 text-pretty text-text-2">{hint}</p> : null}
        </div>
        {action}
      </div>
      <div className="space-y-4">{children}</div>
    </div>
  );
}
