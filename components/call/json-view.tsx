import { CopyButton } from "@/components/ui/copy-button";

/** A value as it is stored. */
export function JsonView({ value, label }: Readonly<{ value: unknown; label: string }>) {
  const text = JSON.stringify(value, null, 2);
  return (
    <div className="relative">
      <pre
        tabIndex={0}
        aria-label={label}
        className="max-h-80 overflow-auto rounded-md border border-line bg-bg p-3 pr-24 font-mono text-12 break-words whitespace-pre-wrap text-text-2 scroll-quiet"
      >
        {text}
      </pre>
      <div className="absolute top-2 right-2">
        <CopyButton text={text} label={`Copy ${label}`} />
      </div>
    </div>
  );
}
