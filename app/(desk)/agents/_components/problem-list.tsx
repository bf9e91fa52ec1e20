import { CircleAlert, TriangleAlert } from "lucide-react";
import type { PublishProblem } from "@/lib/contracts/agents";
import { sectionTitle } from "@/lib/domain/agents/sections";

type ProblemListProps = Readonly<{
  problems: readonly PublishProblem[];
  /** Where the sections are; the links then lead there. */
  linked?: boolean;
}>;

/** What stands against publishing, what blocks first. */
export function ProblemList({ problems, linked = false }: ProblemListProps) {
  const ordered = [...problems].sort((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className="space-y-2">
      {ordered.map(({ code, section, severity, message }) => (
        <li key={`${code}${section}`} className="flex gap-2 text-13">
          {severity === "blocks" ? (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <span className="text-pretty">
            <span className="sr-only">{severity === "blocks" ? "Must be mended: " : "Worth a look: "}</span>
            {message}{" "}
            {linked ? (
              <a href={`#${section}`} className="whitespace-nowrap text-accent underline underline-offset-2">
                {sectionTitle(section)}
              </a>
            ) : null}
          </span>
        </li>
      ))}
    </ul>
  );
}
