import { TriangleAlert } from "lucide-react";
import { ButtonLink } from "@/components/ui/button";
import type { ConnectionResource } from "@/lib/contracts/connections";

/** Vendors' accounts that do not work, as the last check or call found them; nothing while all do. */
export function FailingConnections({ connections }: Readonly<{ connections: readonly ConnectionResource[] }>) {
  const problems = connections
    .filter(({ status }) => status === "failing")
    .flatMap(({ vendor, findings }) => {
      const finding = findings.find(({ level }) => level === "problem");
      return finding ? [{ vendor, finding }] : [];
    });
  if (problems.length === 0) return null;
  return (
    <section
      aria-label="Connections that do not work"
      className="flex flex-wrap items-center gap-x-5 gap-y-3 rounded-xl border border-bad/40 bg-surface px-4 py-3.5 xl:col-span-2"
    >
      <TriangleAlert aria-hidden className="size-5 shrink-0 text-bad" />
      <ul className="min-w-0 flex-1 basis-72 space-y-1.5">
        {problems.map(({ vendor, finding }) => (
          <li key={vendor}>
            <p className="text-14 font-semibold">{finding.title}</p>
            {finding.advice ? <p className="text-13 text-pretty text-text-2">{finding.advice}</p> : null}
          </li>
        ))}
      </ul>
      <ButtonLink href="/settings/connections" size="lg">
        Look at the connections
      </ButtonLink>
    </section>
  );
}
