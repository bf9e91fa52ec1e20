import { type NoteSpan, readNote } from "@/lib/domain/call/note-text";

/** A note as it was meant. What it is made of is data, so nothing in it is markup. */
export function NoteText({ text }: Readonly<{ text: string }>) {
  return (
    <div className="space-y-2 text-14 break-words">
      {readNote(text).map((block, at) => {
        if (block.kind === "list") {
          const List = block.ordered ? "ol" : "ul";
          return (
            <List key={at} className={block.ordered ? "list-decimal pl-5" : "list-disc pl-5"}>
              {block.items.map((item, index) => (
                <li key={index}>
                  <Spans spans={item} />
                </li>
              ))}
            </List>
          );
        }
        const Block = block.kind === "quote" ? "blockquote" : "p";
        return (
          <Block key={at} className={block.kind === "quote" ? "border-l-2 border-line pl-3 text-text-2" : undefined}>
            {block.lines.map((line, index) => (
              <span key={index} className="block">
                <Spans spans={line} />
              </span>
            ))}
          </Block>
        );
      })}
    </div>
  );
}

function Spans({ spans }: Readonly<{ spans: readonly NoteSpan[] }>) {
  return spans.map(({ text, bold, italic, code, href }, at) => {
    if (bold) return <strong key={at}>{text}</strong>;
    if (italic) return <em key={at}>{text}</em>;
    if (code) {
      return (
        <code key={at} className="rounded-sm bg-surface-2 px-1 font-mono text-13">
          {text}
        </code>
      );
    }
    if (href) {
      return (
        <a key={at} href={href} rel="noopener noreferrer nofollow" target="_blank" className="text-accent underline">
          {text}
        </a>
      );
    }
    return <span key={at}>{text}</span>;
  });
}
