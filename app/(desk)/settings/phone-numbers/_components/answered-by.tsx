import { Select } from "@/components/ui/input";
import { Labelled } from "./labelled";

type Choice = Readonly<{ id: string; name: string }>;
type AnsweredByProps = Readonly<{ agents: readonly Choice[]; businesses: readonly Choice[]; error: string | null }>;

/** Which agent answers a new number; a business where there is no agent yet. */
export function AnsweredBy({ agents, businesses, error }: AnsweredByProps) {
  if (agents.length > 0) {
    return (
      <Labelled label="Answered by" hint="At all hours. You can set a schedule afterwards." error={error}>
        {({ id, describedBy }) => (
          <Select id={id} name="agentId" defaultValue={agents[0]?.id} aria-describedby={describedBy} className="w-full">
            {agents.map((agent) => (
              <option key={agent.id} value={agent.id}>
                {agent.name}
              </option>
            ))}
            {businesses.length === 1 ? <option value="">Nobody yet</option> : null}
          </Select>
        )}
      </Labelled>
    );
  }
  return (
    <Labelled label="For the business" hint="Make an agent afterwards; until then nobody answers." error={error}>
      {({ id, describedBy }) => (
        <Select id={id} name="businessId" aria-describedby={describedBy} className="w-full">
          {businesses.map((business) => (
            <option key={business.id} value={business.id}>
              {business.name}
            </option>
          ))}
        </Select>
      )}
    </Labelled>
  );
}
