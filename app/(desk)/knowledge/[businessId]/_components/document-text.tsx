import type { TableBlock } from "@/lib/contracts/knowledge-blocks";
import { textBlocks } from "@/lib/domain/knowledge/text-blocks";

/** A document's text as one reads it: what its marks mean, not the marks. */
export function DocumentText({ text }: Readonly<{ text: string }>) {
  return (
    <div className="space-y-2.5 text-14 leading-6 break-words">
      {textBlocks(text).map((block, place) => {
        // The same words may stand in a text twice; their place does not change.
        const key = `${place}`;
        if (block.kind === "heading")
          return (
            <p key={key} className="pt-1.5 font-semibold first:pt-0">
              {block.text}
            </p>
          );
        if (block.kind === "list")
          return (
            <ul key={key} className="list-disc space-y-0.5 pl-5">
              {block.items.map((item, index) => (
                <li key={`${index} ${item}`}>{item}</li>
              ))}
            </ul>
          );
        if (block.kind === "table") return <TextTable key={key} table={block} />;
        return (
          <p key={key} className="whitespace-pre-wrap">
            {block.text}
          </p>
        );
      })}
    </div>
  );
}

function TextTable({ table: { header, rows } }: Readonly<{ table: TableBlock }>) {
  return (
    <table className="text-13 leading-5">
      {header ? (
        <thead>
          <tr className="border-b border-line text-left text-text-3">
            {header.map((cell, column) => (
              <th key={`${column} ${cell}`} scope="col" className="py-1 pr-6 font-medium">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
      ) : null}
      <tbody>
        {rows.map((row, place) => (
          <tr key={`${place} ${row[0]}`} className="border-b border-line last:border-0">
            {row.map((cell, column) => (
              <td key={`${column} ${cell}`} className="py-1 pr-6 align-top">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
