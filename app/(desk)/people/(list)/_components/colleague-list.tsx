import { Users } from "lucide-react";
import Link from "next/link";
import { languageName } from "@/components/format/language";
import { AvailabilityChip } from "@/components/people/availability-chip";
import { Chip } from "@/components/ui/chip";
import { StatePanel } from "@/components/ui/state-panel";
import type { Colleague } from "@/lib/contracts/human-agents";

type ColleagueListProps = Readonly<{
  colleagues: readonly Colleague[];
  /** Which of them looks at it; null: none. */
  ownId: string | null;
}>;

/** Who else takes calls, for what, and whether they are there. One's own name leads to one's profile. */
export function ColleagueList({ colleagues, ownId }: ColleagueListProps) {
  if (colleagues.length === 0)
    return (
      <div className="rounded-xl border border-line bg-surface">
        <StatePanel icon={<Users className="size-5" />} title="Nobody yet" className="py-8!">
          Who takes calls that an agent should not handle alone stands here. A manager adds them.
        </StatePanel>
      </div>
    );
  return (
    <ul aria-label="People" className="divide-y divide-line rounded-xl border border-line bg-surface">
      {colleagues.map((person) => {
        const knows = [...person.skills, ...person.languages.map(languageName)].join(", ");
        return (
          <li key={person.id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-48 flex-1">
              <p className="flex flex-wrap items-center gap-2">
                {person.id === ownId ? (
                  <>
                    <Link href={`/people/${person.id}`} className="rounded-sm text-14 font-medium hover:underline">
                      {person.name}
                    </Link>
                    <span className="text-12 text-text-3">you</span>
                  </>
                ) : (
                  <span className="text-14 font-medium">{person.name}</span>
                )}
                {person.departments.map((department) => (
                  <Chip key={department}>{department}</Chip>
                ))}
              </p>
              {knows ? <p className="text-12 text-text-3">{knows}</p> : null}
            </div>
            <span className="text-13">
              <AvailabilityChip person={person} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
