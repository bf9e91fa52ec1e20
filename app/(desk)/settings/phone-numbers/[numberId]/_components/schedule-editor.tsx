"use client";

import { ArrowDown, ArrowUp, Plus, X } from "lucide-react";
import { useState } from "react";
import { HoursEditor } from "@/components/business/hours-editor";
import { formatZone } from "@/components/format/time";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Select } from "@/components/ui/input";
import type { WeeklyHours } from "@/lib/contracts/business-hours";
import type {
  NumberRule,
  NumberSchedule,
  NumberTarget,
  PhoneNumberResource,
  RuleTime,
} from "@/lib/contracts/phone-numbers";
import { assignNumberAction } from "../../actions";
import { Failure } from "@/components/ui/failure";
import { useChange } from "../../../_components/use-change";
import { type AgentChoice, TargetFields } from "./target-fields";

type ScheduleEditorProps = Readonly<{
  number: PhoneNumberResource;
  agents: readonly AgentChoice[];
  mayChange: boolean;
}>;

const TIMES: Record<RuleTime["kind"], string> = {
  business_open: "In business hours",
  business_closed: "Out of business hours",
  special_day: "On special days and holidays",
  weekly: "In hours of its own",
};
const workday = [{ opens: "09:00", closes: "17:00" }];
const USUAL_WEEK: WeeklyHours = {
  monday: workday,
  tuesday: workday,
  wednesday: workday,
  thursday: workday,
  friday: workday,
  saturday: [],
  sunday: [],
};
const CLOSED: NumberTarget = { kind: "message", text: "We are closed at the moment. Please call again later." };

/** Who answers: one agent at all hours, or rules from top to bottom, the first that holds. */
export function ScheduleEditor({ number, agents, mayChange }: ScheduleEditorProps) {
  const firstAgent: NumberTarget = { kind: "agent", agentId: number.agentId ?? agents[0]?.id ?? "" };
  const [agentId, setAgentId] = useState(number.agentId ?? "");
  const [schedule, setSchedule] = useState<NumberSchedule | null>(number.schedule);
  const [isSaved, setIsSaved] = useState(false);
  const { run, isPending, failure } = useChange();
  const rules = schedule?.rules ?? [];
  const change = (next: Partial<NumberSchedule>) => {
    setIsSaved(false);
    setSchedule((old) => (old ? { ...old, ...next } : old));
  };
  const replace = (index: number, rule: NumberRule) =>
    change({ rules: rules.map((each, at) => (at === index ? rule : each)) });
  const move = (index: number, by: number) => {
    const moved = [...rules];
    const [rule] = moved.splice(index, 1);
    if (rule) moved.splice(index + by, 0, rule);
    change({ rules: moved });
  };
  const startSchedule = () =>
    setSchedule({ rules: [{ time: { kind: "business_open" }, target: firstAgent }], otherwise: CLOSED });
  const save = () =>
    run(
      () => assignNumberAction(number.id, schedule ? { schedule } : { agentId }),
      () => setIsSaved(true),
    );
  const problemAt = (path: string): string | null =>
    Object.entries(failure?.fields ?? {}).find(([name]) => name.startsWith(path))?.[1] ?? null;

  return (
    <Card title="Who answers" hint={schedule ? formatZone(number.timeZone) : undefined}>
      <fieldset disabled={!mayChange || isPending} className="space-y-4 px-4 pb-4">
        <legend className="sr-only">Who answers</legend>
        <div className="flex flex-wrap gap-4 text-13">
          <label className="flex items-center gap-2">
            <input
              type="radio"
              name="mode"
              checked={schedule === null}
              onChange={() => setSchedule(null)}
              className="size-4 accent-accent"
            />
            One agent at all hours
          </label>
          <label className="flex items-center gap-2">
            <input
              type="radio"
              name="mode"
              checked={schedule !== null}
              onChange={startSchedule}
              className="size-4 accent-accent"
            />
            By schedule
          </label>
        </div>
        {schedule === null ? (
          <Select
            aria-label="Agent"
            value={agentId}
            onChange={(event) => {
              setAgentId(event.target.value);
              setIsSaved(false);
            }}
            className="w-full max-w-md"
          >
            {agentId === "" ? <option value="">Nobody yet: choose an agent</option> : null}
            {agents.map(({ id, name, isPublished, businessName }) => (
              <option key={id} value={id}>
                {name} · {businessName}
                {isPublished ? "" : " (nothing published)"}
              </option>
            ))}
          </Select>
        ) : (
          <ol className="space-y-3">
            {rules.map((rule, index) => (
              <li key={index} className="rounded-lg border border-line p-3">
                <div className="mb-3 flex items-center gap-2">
                  <Select
                    aria-label={`When rule ${index + 1} holds`}
                    value={rule.time.kind}
                    onChange={(event) =>
                      replace(index, { ...rule, time: timeOf(event.target.value as RuleTime["kind"]) })
                    }
                    className="min-w-0 flex-1 sm:max-w-64"
                  >
                    {(Object.keys(TIMES) as RuleTime["kind"][]).map((kind) => (
                      <option key={kind} value={kind}>
                        {TIMES[kind]}
                      </option>
                    ))}
                  </Select>
                  <span className="ml-auto flex gap-0.5">
                    <IconButton
                      label={`Move rule ${index + 1} up`}
                      disabled={index === 0}
                      onClick={() => move(index, -1)}
                    >
                      <ArrowUp aria-hidden className="size-4" />
                    </IconButton>
                    <IconButton
                      label={`Move rule ${index + 1} down`}
                      disabled={index === rules.length - 1}
                      onClick={() => move(index, 1)}
                    >
                      <ArrowDown aria-hidden className="size-4" />
                    </IconButton>
                    <IconButton
                      label={`Remove rule ${index + 1}`}
                      disabled={rules.length === 1}
                      onClick={() => change({ rules: rules.filter((_, at) => at !== index) })}
                    >
                      <X aria-hidden className="size-4" />
                    </IconButton>
                  </span>
                </div>
                {rule.time.kind === "weekly" ? (
                  <div className="mb-3">
                    <HoursEditor
                      label="Hours"
                      value={rule.time.hours}
                      onChange={(hours) => replace(index, { ...rule, time: { kind: "weekly", hours } })}
                    />
                  </div>
                ) : null}
                <TargetFields
                  label={`Rule ${index + 1}`}
                  value={rule.target}
                  agents={agents}
                  onChange={(target) => replace(index, { ...rule, target })}
                  error={problemAt(`schedule.rules.${index}`)}
                />
              </li>
            ))}
            <li className="rounded-lg border border-line p-3">
              <p className="mb-3 text-13 font-medium">At all other times</p>
              <TargetFields
                label="At all other times"
                value={schedule.otherwise}
                agents={agents}
                onChange={(otherwise) => change({ otherwise })}
                error={problemAt("schedule.otherwise")}
              />
            </li>
          </ol>
        )}
        <Failure message={failure?.message ?? null} />
        {mayChange ? (
          <div className="flex flex-wrap items-center gap-3">
            <Button look="primary" onClick={save} disabled={isPending || (schedule === null && agentId === "")}>
              {isPending ? "Saving" : "Save who answers"}
            </Button>
            {schedule && rules.length < 12 ? (
              <Button onClick={() => change({ rules: [...rules, { time: timeOf("weekly"), target: firstAgent }] })}>
                <Plus aria-hidden className="size-4" />
                Add a rule
              </Button>
            ) : null}
            <p role="status" className="text-13 text-good">
              {isSaved && !isPending ? "In force at the next ring." : ""}
            </p>
          </div>
        ) : null}
      </fieldset>
    </Card>
  );
}

const timeOf = (kind: RuleTime["kind"]): RuleTime => (kind === "weekly" ? { kind, hours: USUAL_WEEK } : { kind });

type IconButtonProps = Readonly<{ label: string; disabled: boolean; onClick: () => void; children: React.ReactNode }>;

function IconButton({ label, disabled, onClick, children }: IconButtonProps) {
  return (
    <Button look="ghost" size="sm" className="px-1.5" aria-label={label} disabled={disabled} onClick={onClick}>
      {children}
    </Button>
  );
}
