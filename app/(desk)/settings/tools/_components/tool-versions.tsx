import { Ago } from "@/components/ui/ago";
import { Card } from "@/components/ui/card";
import type { HttpToolSpec, ToolVersionResource } from "@/lib/contracts/tools";
import { isSame } from "@/lib/domain/is-same";

type ToolVersionsProps = Readonly<{ versions: readonly ToolVersionResource[]; timeZone: string }>;

const FIELD_WORDS: Partial<Record<keyof HttpToolSpec, string>> = {
  title: "Name",
  name: "Name for the model",
  description: "What it does",
  sayWhile: "Said meanwhile",
  timeoutMs: "Longest wait (ms)",
  effect: "Looks up or changes",
  confirm: "Who agrees first",
  mode: "Beside others",
  result: "What the agent learns",
  auth: "Sign-in",
};

const said = (value: unknown): string => (typeof value === "string" ? value || "nothing" : JSON.stringify(value));

/** What a tool has been: each version with what it changed of the one before. */
export function ToolVersions({ versions, timeZone }: ToolVersionsProps) {
  return (
    <Card title="Versions" hint="They stay as they were">
      <ul className="divide-y divide-line border-t border-line">
        {versions.map((version, at) => (
          <li key={version.number} className="px-4 py-2 text-13">
            <div className="flex flex-wrap items-baseline gap-x-2">
              <span className="font-medium">Version {version.number}</span>
              <span className="text-text-3">by {version.createdBy}</span>
              <span className="ml-auto text-12 text-text-3">
                <Ago at={version.createdAt} timeZone={timeZone} />
              </span>
            </div>
            <Changes spec={version.spec} before={versions[at + 1]?.spec} />
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Changes({ spec, before }: Readonly<{ spec: HttpToolSpec; before: HttpToolSpec | undefined }>) {
  if (!before) return <p className="text-text-3">The first.</p>;
  const names = (Object.keys(spec) as (keyof HttpToolSpec)[]).filter((name) => !isSame(spec[name], before[name]));
  return (
    <dl className="mt-1 space-y-1">
      {names.map((name) => (
        <div key={name}>
          <dt className="text-text-2">{FIELD_WORDS[name] ?? name}</dt>
          <dd className="break-words">
            <del className="text-text-3">{said(before[name])}</del>{" "}
            <ins className="no-underline">{said(spec[name])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  );
}
