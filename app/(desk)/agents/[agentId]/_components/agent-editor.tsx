"use client";

import { clsx } from "clsx";
import { type ReactNode, useMemo, useState } from "react";
import { Segmented } from "@/components/ui/segmented";
import type { AgentConfig } from "@/lib/contracts/agent-config";
import type { AgentResource } from "@/lib/contracts/agents";
import { compareConfigs } from "@/lib/domain/agents/compare-configs";
import { type AgentSurroundings, publishProblems } from "@/lib/domain/agents/publish-problems";
import { tidyConfig } from "@/lib/domain/agents/tidy-config";
import { ConflictPanel } from "./conflict-panel";
import { EditorBar } from "./editor-bar";
import { EditorNav } from "./editor-nav";
import { NewsStrip } from "./news-strip";
import { PromptSection } from "./prompt-section";
import { ReadyCard } from "./ready-card";
import { LimitsSection, PersonSection, UsesSection } from "./sections-rules";
import { SpeaksSection, ThinksSection } from "./sections-speech";
import { GreetsSection, MustSection, NeverSection, WhoSection } from "./sections-words";
import { useDraft } from "./use-draft";

export type AgentEditorProps = Readonly<{
  agent: AgentResource;
  /** What is published, to tell what is new. */
  published: AgentConfig | null;
  around: AgentSurroundings;
  fallbackNumber: string | null;
  timeZone: string;
  may: { write: boolean; publish: boolean };
  /** The test conversation. */
  testCall: ReactNode;
}>;

/** The editor of an agent's draft, with a test conversation at its side. */
export function AgentEditor(props: AgentEditorProps) {
  const { around, fallbackNumber, timeZone, may, testCall } = props;
  const { agent, config, state, news, saver } = useDraft(props.agent, may.write);
  const [published, setPublished] = useState(props.published);
  const [shows, setShows] = useState<"edit" | "try">("edit");
  const tidy = useMemo(() => tidyConfig(config), [config]);
  const changes = useMemo(() => (published ? compareConfigs(published, tidy) : []), [published, tidy]);
  const problems = useMemo(() => publishProblems(tidy, around), [tidy, around]);
  const disabled = !may.write || agent.archivedAt !== null;
  const errors = useMemo(() => (state.kind === "refused" ? withoutPrefix(state.fields) : {}), [state]);
  const set = (change: Partial<AgentConfig>) => saver.change({ ...config, ...change });
  const section = { config, set, errors, disabled };

  return (
    <>
      <EditorBar
        agent={agent}
        state={state}
        changes={changes}
        problems={problems}
        may={may}
        save={() => saver.save()}
        onPublished={(next) => {
          saver.replace(next);
          setPublished(next.draft.config);
        }}
        onReplaced={(next) => saver.replace(next)}
      />
      <NewsStrip news={news} timeZone={timeZone} />
      {state.kind === "conflict" ? (
        <ConflictPanel
          theirs={state.theirs}
          base={agent.draft.config}
          mine={tidy}
          sinceRevision={agent.draft.revision}
          timeZone={timeZone}
          onResolve={(next) => saver.resolve(next)}
        />
      ) : null}
      <div className="border-b border-line bg-surface px-4 py-2 lg:hidden">
        <Segmented
          label="Show"
          value={shows}
          options={[
            { value: "edit", label: "Edit" },
            { value: "try", label: "Try and check" },
          ]}
          onChange={setShows}
        />
      </div>
      <div className="flex min-h-0 flex-1">
        <div
          id="editor-scroll"
          className={clsx("relative min-w-0 flex-1 overflow-y-auto scroll-quiet", shows === "try" && "max-lg:hidden")}
        >
          <div className="mx-auto flex max-w-4xl gap-8 px-4 py-6 md:px-6">
            <EditorNav problems={problems} />
            <div className="min-w-0 flex-1 space-y-9 pb-24">
              <WhoSection {...section} />
              <GreetsSection {...section} />
              <MustSection {...section} />
              <NeverSection {...section} />
              <SpeaksSection {...section} />
              <ThinksSection {...section} />
              <PersonSection {...section} fallbackNumber={fallbackNumber} />
              <UsesSection {...section} own={around.customTools} />
              <LimitsSection {...section} />
              <PromptSection config={tidy} around={around} />
            </div>
          </div>
        </div>
        <aside
          aria-label="Try this draft"
          className={clsx(
            "relative flex w-full shrink-0 flex-col overflow-y-auto bg-surface scroll-quiet lg:w-90 lg:border-l lg:border-line",
            shows === "edit" && "max-lg:hidden",
          )}
        >
          {/* The call is with the draft as it is stored: what is still open is stored first. */}
          <div onPointerDownCapture={() => void saver.save()} className="min-h-72 flex-1 px-4 py-3">
            {testCall}
          </div>
          <ReadyCard agent={agent} config={tidy} around={around} changes={changes.length} problems={problems} />
        </aside>
      </div>
    </>
  );
}

/** The server names fields from its input's root, `config.greeting`; the sections from the configuration's. */
function withoutPrefix(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, message]) => [name.replace(/^config\./, ""), message]));
}
