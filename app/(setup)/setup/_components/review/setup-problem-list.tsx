import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import Link from "next/link";
import type { SetupProblem } from "@/lib/contracts/setup";

/** What is still missing, with its reason and where it is mended; what blocks first. */
export function SetupProblemList({ problems }: Readonly<{ problems: readonly SetupProblem[] }>) {
  if (problems.length === 0)
    return (
      <p className="flex items-center gap-2 text-14 text-text-2">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-good" />
        Nothing stands in the way.
      </p>
    );
  const ordered = [...problems].sort((a, b) => a.severity.localeCompare(b.severity));
  return (
    <ul className="space-y-2">
      {ordered.map(({ severity, message, href, linkText }) => (
        <li key={message} className="flex gap-2 text-13">
          {severity === "blocks" ? (
            <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
          ) : (
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
          )}
          <span className="text-pretty">
            <span className="sr-only">{severity === "blocks" ? "Must be mended: " : "Worth a look: "}</span>
            {message}{" "}
            <Link href={href} prefetch={false} className="whitespace-nowrap text-accent underline underline-offset-2">
              {linkText}
            </Link>
          </span>
        </li>
      ))}
    </ul>
  );
}
