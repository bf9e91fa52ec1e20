import type { KnowledgeSourceResource } from "@/lib/contracts/knowledge";
import { shareOf } from "./source-words";

export const BAR =
  "mt-1.5 block h-1 w-full appearance-none overflow-hidden rounded-full bg-surface-2 [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-surface-2 [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width] [&::-webkit-progress-value]:duration-200";

/** How far a reading is; as long as that cannot be told, that it goes on. */
export function SourceProgress({ source }: Readonly<{ source: KnowledgeSourceResource }>) {
  const share = shareOf(source);
  return (
    <progress
      aria-label={`Reading ${source.name}`}
      max={100}
      {...(share === null ? {} : { value: Math.round(share * 100) })}
      className={BAR}
    />
  );
}
