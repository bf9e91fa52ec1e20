import { CircleAlert, CircleCheck, CircleX, ExternalLink } from "lucide-react";
import type { ConnectionFinding } from "@/lib/contracts/connections";

const LOOKS = {
  good: { Icon: CircleCheck, colour: "text-good", word: "Good" },
  warning: { Icon: CircleAlert, colour: "text-warn", word: "Look at this" },
  problem: { Icon: CircleX, colour: "text-bad", word: "Problem" },
} as const;
const ORDER = { problem: 0, warning: 1, good: 2 } as const;

/** What a check found, the worst first: each with what to do, where there is something to do. */
export function FindingList({ findings }: Readonly<{ findings: readonly ConnectionFinding[] }>) {
  const sorted = [...findings].sort((a, b) => ORDER[a.level] - ORDER[b.level]);
  return (
    <ul className="space-y-2">
      {sorted.map(({ code, level, title, advice, link }) => {
        const { Icon, colour, word } = LOOKS[level];
        return (
          <li key={`${code} ${title}`} className="flex items-start gap-2 text-13">
            <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
            <div className="min-w-0">
              <p className={level === "good" ? "text-text-2" : "font-medium"}>
                <span className="sr-only">{word}: </span>
                {title}
              </p>
              {advice ? <p className="mt-0.5 text-pretty text-text-2">{advice}</p> : null}
              {link ? (
                <a
                  href={link}
                  target="_blank"
                  rel="noreferrer"
                  className="mt-0.5 inline-flex items-center gap-1 text-accent underline underline-offset-2"
                >
                  Open the page where this is done <ExternalLink aria-hidden className="size-3.5" />
                </a>
              ) : null}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
