import type { ReactNode } from "react";
import { languageName } from "@/components/format/language";
import { formatPhone } from "@/components/format/phone";
import { Chip } from "@/components/ui/chip";
import type { HumanAgentResource } from "@/lib/contracts/human-agents";

type ProfileFactsProps = Readonly<{ person: HumanAgentResource; memberName: string | null }>;

/** How somebody is reached, and for what. */
export function ProfileFacts({ person, memberName }: ProfileFactsProps) {
  const { phone, extension, ringPhone, email, userId, departments, skills, languages } = person;
  const facts: readonly [string, ReactNode][] = [
    [
      "Phone",
      <span key="phone" className="figures">
        <a href={`tel:${phone}`} className="hover:underline">
          {formatPhone(phone)}
        </a>
        {extension ? `, then ${extension}` : ""}
        <span className="text-text-3">{ringPhone ? " · rings for calls" : " · does not ring"}</span>
      </span>,
    ],
    ["E-mail", email],
    ["Screen", userId ? (memberName ?? "A member signs in as them") : "Nobody signs in as them"],
    ["Departments", <Tags key="departments" names={departments} />],
    ["Knows about", <Tags key="skills" names={skills} />],
    ["Languages", <Tags key="languages" names={languages.map(languageName)} />],
  ];
  return (
    <dl className="divide-y divide-line px-4 pb-2 text-13">
      {facts.map(([name, value]) => (
        <div key={name} className="flex min-h-10 items-center gap-3 py-1.5">
          <dt className="w-28 shrink-0 text-text-2">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Tags({ names }: Readonly<{ names: readonly string[] }>) {
  if (names.length === 0) return <span className="text-text-3">None given</span>;
  return (
    <span className="flex flex-wrap gap-1.5">
      {names.map((name) => (
        <Chip key={name}>{name}</Chip>
      ))}
    </span>
  );
}
