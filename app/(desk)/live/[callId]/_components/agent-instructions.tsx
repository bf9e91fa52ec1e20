import Link from "next/link";
import type { PromptSection } from "@/lib/domain/prompt/prompt-sections";

type AgentInstructionsProps = Readonly<{
  agentId: string;
  /** Null: a draft. */
  versionNumber: number | null;
  sections: readonly PromptSection[];
}>;

/** What the agent was told to be and do in this call, piece by piece. */
export function AgentInstructions({ agentId, versionNumber, sections }: AgentInstructionsProps) {
  return (
    <section aria-label="The agent’s instructions">
      <h2 className="flex items-baseline justify-between text-12 font-medium text-text-3">
        The agent’s instructions
        <Link href={`/agents/${agentId}`} className="font-normal hover:underline">
          {versionNumber === null ? "draft" : `version ${versionNumber}`}
        </Link>
      </h2>
      <div className="mt-2 divide-y divide-line rounded-lg border border-line">
        {sections.map(({ title, text }, index) => (
          <details key={index}>
            <summary className="px-3 py-1.5 text-13 hover:bg-surface-2">{title}</summary>
            <p className="border-t border-line bg-bg px-3 py-2 text-12 leading-5 whitespace-pre-wrap text-text-2">
              {text}
            </p>
          </details>
        ))}
      </div>
    </section>
  );
}
