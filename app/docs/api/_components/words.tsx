/** A text in which `this` is code. */
export function Words({ text }: Readonly<{ text: string }>) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="rounded-sm bg-surface-2 px-1 py-px font-mono text-[0.92em]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
