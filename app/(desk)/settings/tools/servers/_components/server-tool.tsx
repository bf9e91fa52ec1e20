import { Chip } from "@/components/ui/chip";
import type { McpToolResource } from "@/lib/contracts/mcp-servers";
import type { ToolRunResource } from "@/lib/contracts/tools";
import { propertiesOf } from "@/lib/domain/mcp-servers/offered-tool";
import { RunRow } from "../../_components/run-row";
import { ConsentForm } from "./consent-form";
import { McpToolTest } from "./mcp-tool-test";
import type { Reader } from "./read-back-fields";
import { StateChip } from "./state-chip";

type ServerToolProps = Readonly<{
  tool: McpToolResource;
  readers: readonly Reader[];
  runs: readonly ToolRunResource[];
  timeZone: string;
  may: { write: boolean; run: boolean };
}>;

/** One tool of a server: what the server says of it, as its words and not ours, and what agents may do with it. */
export function ServerTool({ tool, readers, runs, timeZone, may }: ServerToolProps) {
  const { offered, spec, state, agents, runsOfDay, failuresOfDay, allowedBy } = tool;
  return (
    <li className="px-4 py-3">
      <details open={state === "changed"}>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-3 gap-y-1.5">
          <span className="min-w-0 text-14 font-medium break-words">{spec?.title ?? offered.title}</span>
          <StateChip state={state} />
          {state === "allowed" && spec ? (
            <Chip tone={spec.effect === "changes" ? "accent" : "neutral"}>
              {spec.effect === "changes" ? "Changes something" : "Only looks up"}
            </Chip>
          ) : null}
          {state === "allowed" ? (
            <span className="text-12 text-text-3">
              {agents === 1 ? "1 agent" : `${agents} agents`}
              {runsOfDay > 0
                ? ` · ${runsOfDay} in 24 hours${failuresOfDay > 0 ? `, ${failuresOfDay} not done` : ""}`
                : ""}
            </span>
          ) : null}
        </summary>
        <div className="mt-3 space-y-4">
          <figure className="rounded-md border border-line bg-surface-2 p-3">
            <figcaption className="text-12 font-medium text-text-2">
              The server’s own words. Nobody of ours has checked them.
            </figcaption>
            <p className="mt-2 font-mono text-12 break-all text-text-2">{offered.name}</p>
            <blockquote className="mt-1 text-13 break-words whitespace-pre-wrap">
              {offered.description || "It says nothing of what this does."}
            </blockquote>
            <Parameters schema={offered.inputSchema} />
            <p className="mt-2 text-12 text-text-3">{hintOf(tool)}</p>
          </figure>
          {offered.problem ? (
            <p className="text-13 text-warn">It can’t be used: {offered.problem}.</p>
          ) : state === "gone" ? (
            <p className="text-13 text-text-2">The server does not list it any more. No agent can use it.</p>
          ) : (
            <ConsentForm tool={tool} readers={readers.filter(({ name }) => name !== tool.name)} mayWrite={may.write} />
          )}
          {state === "allowed" && spec && may.run ? (
            <details>
              <summary className="cursor-pointer text-13 font-medium">
                Try it{spec.effect === "changes" ? ": it really does it" : ""}
              </summary>
              <div className="mt-2">
                <McpToolTest serverId={tool.serverId} toolId={tool.id} spec={spec} />
              </div>
            </details>
          ) : null}
          {runs.length > 0 ? (
            <details>
              <summary className="cursor-pointer text-13 font-medium">The last runs</summary>
              <ul className="mt-2 divide-y divide-line rounded-md border border-line">
                {runs.map((run) => (
                  <RunRow key={run.id} run={run} timeZone={timeZone} />
                ))}
              </ul>
            </details>
          ) : null}
          {state === "allowed" && allowedBy ? (
            <p className="text-12 text-text-3">
              Allowed by {allowedBy}. Models call it <span className="font-mono">{spec?.name}</span>.
            </p>
          ) : null}
        </div>
      </details>
    </li>
  );
}

function hintOf({ offered: { readOnly, destructive } }: McpToolResource): string {
  const claim =
    readOnly === true
      ? "that it only reads"
      : destructive === true
        ? "that it can destroy something"
        : readOnly === false
          ? "that it changes something"
          : null;
  return claim
    ? `The server claims ${claim}. That is a claim: say below what is true.`
    : "The server does not say whether it changes something, so take it that it does.";
}

function Parameters({ schema }: Readonly<{ schema: Record<string, unknown> }>) {
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length === 0) return <p className="mt-2 text-12 text-text-2">It takes nothing.</p>;
  const required = Array.isArray(schema.required) ? schema.required : [];
  return (
    <dl className="mt-2 space-y-1 text-12">
      {properties.map(([name, raw]) => {
        const { type, description } = (typeof raw === "object" && raw !== null ? raw : {}) as Record<string, unknown>;
        return (
          <div key={name} className="flex flex-wrap gap-x-2">
            <dt className="font-mono break-all">{name}</dt>
            <dd className="text-text-2">
              {[typeof type === "string" ? type : "", required.includes(name) ? "needed" : "optional"]
                .filter(Boolean)
                .join(", ")}
              {typeof description === "string" ? ` · ${description}` : ""}
            </dd>
          </div>
        );
      })}
    </dl>
  );
}
