"use client";

import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { requireOfEveryoneAction } from "../actions";
import { Problem } from "./problem";
import { useAttempt } from "./use-attempt";

type RuleCardProps = Readonly<{
  required: boolean;
  members: number;
  membersWithout: number;
  organizationName: string;
  /** Whether the owner who looks has a second factor. */
  hasOwn: boolean;
}>;

const withoutInWords = (count: number, members: number): string => {
  if (count === 0) return members === 1 ? "You have one." : `All ${members} members have one.`;
  return `${count} of ${members} ${members === 1 ? "member has" : "members have"} none yet.`;
};

/** For owners: a second factor of everyone. */
export function RuleCard({ required, members, membersWithout, organizationName, hasOwn }: RuleCardProps) {
  const { run, isPending, failure } = useAttempt();
  return (
    <Card
      title="Second factor of everyone"
      hint={organizationName}
      action={<Chip tone={required ? "good" : "neutral"}>{required ? "Required" : "Not required"}</Chip>}
    >
      <div className="space-y-4 px-4 pt-1 pb-4">
        <p className="text-14 text-pretty text-text-2">
          {required
            ? "Members without a second factor can do nothing here but set one up."
            : "Once required, members without a second factor can do nothing here until they set one up."}{" "}
          {withoutInWords(membersWithout, members)}
          {!required && !hasOwn ? " Set up your own first." : ""}
        </p>
        <Problem message={failure?.message ?? null} />
        <Button disabled={isPending} onClick={() => run(() => requireOfEveryoneAction(!required))}>
          {required ? "No longer require it" : "Require a second factor of everyone"}
        </Button>
      </div>
    </Card>
  );
}
