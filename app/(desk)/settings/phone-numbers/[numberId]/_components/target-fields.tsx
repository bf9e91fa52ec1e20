import { Input, Select } from "@/components/ui/input";
import type { NumberTarget } from "@/lib/contracts/phone-numbers";

export type AgentChoice = Readonly<{
  id: string;
  name: string;
  businessId: string;
  businessName: string;
  isPublished: boolean;
}>;

type TargetFieldsProps = Readonly<{
  label: string;
  value: NumberTarget;
  agents: readonly AgentChoice[];
  onChange: (target: NumberTarget) => void;
  error: string | null;
}>;

const KINDS: Record<NumberTarget["kind"], string> = {
  agent: "An agent answers",
  forward: "Hand the call on to",
  message: "Say, then end the call",
};

/** Who takes the call: an agent, a telephone, or a sentence. */
export function TargetFields({ label, value, agents, onChange, error }: TargetFieldsProps) {
  const pick = (kind: NumberTarget["kind"]) => {
    if (kind === "agent") onChange({ kind, agentId: agents[0]?.id ?? "" });
    else if (kind === "forward") onChange({ kind, to: "" });
    else onChange({ kind, text: "We are closed at the moment. Please call again later." });
  };
  return (
    <div className="grid gap-2 sm:grid-cols-[14rem_1fr]">
      <Select
        aria-label={`${label}: what happens`}
        value={value.kind}
        onChange={(event) => pick(event.target.value as NumberTarget["kind"])}
        className="w-full"
      >
        {(Object.keys(KINDS) as NumberTarget["kind"][]).map((kind) => (
          <option key={kind} value={kind}>
            {KINDS[kind]}
          </option>
        ))}
      </Select>
      {value.kind === "agent" ? (
        <Select
          aria-label={`${label}: agent`}
          value={value.agentId}
          onChange={(event) => onChange({ kind: "agent", agentId: event.target.value })}
          className="w-full"
        >
          {agents.map(({ id, name, isPublished }) => (
            <option key={id} value={id}>
              {name}
              {isPublished ? "" : " (nothing published)"}
            </option>
          ))}
        </Select>
      ) : value.kind === "forward" ? (
        <Input
          aria-label={`${label}: number`}
          type="tel"
          placeholder="+1 415 555 2671"
          value={value.to}
          onChange={(event) => onChange({ kind: "forward", to: event.target.value.replace(/[\s().-]/g, "") })}
          aria-invalid={error ? true : undefined}
        />
      ) : (
        <Input
          aria-label={`${label}: message`}
          value={value.text}
          maxLength={400}
          onChange={(event) => onChange({ kind: "message", text: event.target.value })}
          aria-invalid={error ? true : undefined}
        />
      )}
      {error ? <p className="text-13 text-bad sm:col-start-2">{error}</p> : null}
    </div>
  );
}
