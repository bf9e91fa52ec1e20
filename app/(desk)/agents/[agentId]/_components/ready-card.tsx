import { useMemo } from "react";
import { Chip } from "@/components/ui/chip";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource, PublishProblem } from "@/lib/contracts/agents";
import type { AgentSurroundings } from "@/lib/domain/agents/publish-problems";
import { measurePrompt } from "@/lib/domain/prompt/measure-prompt";
import { formatPhone } from "@/components/format/phone";
import { ProblemList } from "../../_components/problem-list";

type ReadyCardProps = Readonly<{
  agent: AgentResource;
  config: AgentConfig;
  around: AgentSurroundings;
  changes: number;
  problems: readonly PublishProblem[];
}>;

/** What would happen if the draft were published now. */
export function ReadyCard({ agent, config, around, changes, problems }: ReadyCardProps) {
  const { promptTokens, toolTokens, caching } = useMemo(
    () => measurePrompt(config, around.subject, around.toolTokens),
    [config, around],
  );
  const blocking = problems.filter(({ severity }) => severity === "blocks").length;
  const cached = caching.filter(({ isCached }) => isCached).length;
  return (
    <section aria-label="If you publish" className="border-t border-line px-4 py-4">
      <h2 className="mb-1 text-13 font-semibold text-text-2">If you publish</h2>
      <dl className="text-13">
        <Row label="Ready">
          {blocking > 0 ? (
            <Chip tone="bad">{blocking === 1 ? "1 thing in the way" : `${blocking} things in the way`}</Chip>
          ) : (
            <Chip tone="good">nothing in the way</Chip>
          )}
        </Row>
        <Row label="Changes">
          {agent.published ? `${changes} since v${agent.published.number}` : "its first version"}
        </Row>
        <Row label="Answers">
          {agent.phoneNumbers.length === 0 ? (
            <span className="text-text-3">no number</span>
          ) : (
            <>
              {formatPhone(agent.phoneNumbers[0]?.e164 ?? "")}
              {agent.phoneNumbers.length > 1 ? ` and ${agent.phoneNumbers.length - 1} more` : ""}
            </>
          )}
        </Row>
        <Row label="Prompt, estimated">about {(promptTokens + toolTokens).toLocaleString("en-US")} tokens</Row>
        <Row label="Kept between turns">
          {cached === 0 ? "no, it is short" : cached === caching.length ? "yes" : "by some models"}
        </Row>
      </dl>
      {problems.length > 0 ? (
        <div className="mt-3">
          <ProblemList problems={problems} linked />
        </div>
      ) : null}
    </section>
  );
}

function Row({ label, children }: Readonly<{ label: string; children: React.ReactNode }>) {
  return (
    <div className="flex min-h-8 items-center justify-between gap-4 border-b border-line py-1">
      <dt className="text-text-2">{label}</dt>
      <dd className="text-right figures">{children}</dd>
    </div>
  );
}
