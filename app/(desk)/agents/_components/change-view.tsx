import { clsx } from "clsx";
import type { FieldChange } from "@/lib/domain/agents/compare-configs";
import type { DiffPart } from "@/lib/domain/agents/word-diff";

type ChangeViewProps = Readonly<{ change: FieldChange; beforeLabel?: string; afterLabel?: string }>;

/** One thing that differs: a value before and after, a text word by word, a list entry by entry. */
export function ChangeView({ change, beforeLabel = "before", afterLabel = "after" }: ChangeViewProps) {
  if (change.kind === "value") {
    return (
      <p className="text-13">
        <del className="text-text-3 decoration-text-3">
          <span className="sr-only">{beforeLabel}: </span>
          {change.before}
        </del>
        <span aria-hidden className="px-2 text-text-3">
          →
        </span>
        <ins className="font-medium no-underline">
          <span className="sr-only">{afterLabel}: </span>
          {change.after}
        </ins>
      </p>
    );
  }
  if (change.kind === "text") return <Words parts={change.parts} />;
  return (
    <ul className="space-y-1.5">
      {change.entries.map((parts, index) => (
        <li key={index}>
          <Words parts={parts} />
        </li>
      ))}
    </ul>
  );
}

function Words({ parts }: Readonly<{ parts: readonly DiffPart[] }>) {
  return (
    <p className="text-13 leading-6 whitespace-pre-wrap">
      {parts.length === 0 ? <span className="text-text-3">empty</span> : null}
      {parts.map(({ kind, text }, index) => {
        const Tag = kind === "added" ? "ins" : kind === "removed" ? "del" : "span";
        return (
          <Tag
            key={index}
            className={clsx(
              kind === "added" && "rounded-sm bg-good-soft text-good no-underline",
              kind === "removed" && "rounded-sm bg-bad-soft text-bad",
            )}
          >
            {text}
          </Tag>
        );
      })}
    </p>
  );
}
