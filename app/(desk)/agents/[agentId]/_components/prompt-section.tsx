"use client";

import { useMemo } from "react";
import { Chip } from "@/components/ui/chip";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentSurroundings } from "@/lib/domain/agents/publish-problems";
import { MAX_PROMPT_TOKENS, measurePrompt } from "@/lib/domain/prompt/measure-prompt";

type PromptSectionProps = Readonly<{ config: AgentConfig; around: AgentSurroundings }>;

const MODEL = { fast: "Fast model", standard: "Stronger model", deep: "Thorough model" } as const;
const count = (tokens: number) => tokens.toLocaleString("en-US");

/** What the model is told, piece by piece: nothing of it is hidden. */
export function PromptSection({ config, around }: PromptSectionProps) {
  const { sections, promptTokens, toolTokens, caching } = useMemo(
    () => measurePrompt(config, around.subject, around.toolTokens),
    [config, around],
  );
  const total = promptTokens + toolTokens;
  return (
    <section id="prompt" aria-labelledby="prompt-title" className="scroll-mt-6">
      <h2 id="prompt-title" className="text-16 font-semibold">
        The prompt
      </h2>
      <p className="mt-0.5 mb-3 text-13 text-pretty text-text-3">
        What the model is told at the start of every call, made of what stands above. The same for all calls of a
        version.
      </p>
      <dl className="mb-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-13">
        <dt className="text-text-2">Length, estimated</dt>
        <dd className="figures">
          about {count(promptTokens)} tokens, and {count(toolTokens)} for its tools
          {total > MAX_PROMPT_TOKENS ? (
            <Chip tone="bad" className="ml-2">
              over {count(MAX_PROMPT_TOKENS)}
            </Chip>
          ) : null}
        </dd>
        {caching.map(({ model, minTokens, isCached }) => (
          <div key={model} className="contents">
            <dt className="text-text-2">{MODEL[model]}</dt>
            <dd>
              {isCached
                ? "keeps it between turns: read again at a tenth of the price, and sooner"
                : `reads it anew each turn: it keeps prompts from ${count(minTokens)} tokens on`}
            </dd>
          </div>
        ))}
      </dl>
      <div className="divide-y divide-line rounded-lg border border-line bg-surface">
        {sections.map(({ from, title, text, tokens }, index) => (
          <details key={`${from}${index}`} className="group/piece">
            <summary className="flex h-10 items-center gap-2 px-3 text-13 hover:bg-surface-2">
              <span className="font-medium">{title}</span>
              {from === "fixed" ? <span className="text-12 text-text-3">always there</span> : null}
              {from === "business" ? <span className="text-12 text-text-3">from the business</span> : null}
              <span className="ml-auto text-12 text-text-3 figures">about {count(tokens)}</span>
            </summary>
            <pre className="border-t border-line bg-bg px-3 py-2.5 font-sans text-13 leading-5 whitespace-pre-wrap text-text-2">
              {text}
            </pre>
          </details>
        ))}
      </div>
    </section>
  );
}
