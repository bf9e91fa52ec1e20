import { WeeklyHours } from "@/lib/contracts/business-hours";
import type { HumanAgentProfile, HumanAgentResource } from "@/lib/contracts/human-agents";
import type { HumanAgent } from "@/lib/db/generated/client";
import { weekProblems } from "@/lib/domain/schedule/hours-problems";
import { ServiceError } from "../errors";
import { dialableNumber } from "../outbound/dialable-number";

export const toHumanAgent = ({ organizationId: _organizationId, ...row }: HumanAgent): HumanAgentResource => ({
  ...row,
  dutyHours: WeeklyHours.parse(row.dutyHours),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** What each field alone cannot show: a phone that may not be called, hours that overlap. Throws INVALID. */
export function refuseUnreachable({ phone, dutyHours }: HumanAgentProfile): void {
  const fields: Record<string, string> = {};
  const dialable = dialableNumber(phone);
  if (!dialable.ok) fields["phone"] = dialable.problem;
  for (const [day, problem] of Object.entries(weekProblems(dutyHours))) fields[`dutyHours.${day}`] = problem;
  const [name, problem] = Object.entries(fields)[0] ?? [];
  if (name) throw new ServiceError("INVALID", `Check ${name}: ${problem}`, { fields });
}

export function emailTaken(name: string): ServiceError {
  const problem = `${name} has this address already`;
  return new ServiceError("CONFLICT", `Check email: ${problem}.`, { fields: { email: problem } });
}
