import type { OutcomeField } from "@/lib/contracts/live/outcomes";

type OutcomeFieldsProps = Readonly<{ fields: readonly OutcomeField[]; timeZone: string }>;

/** What was asked for and what stands, field by field. */
export function OutcomeFields({ fields, timeZone }: OutcomeFieldsProps) {
  if (fields.length === 0) return null;
  return (
    <dl className="mt-0.5 grid grid-cols-[auto_1fr] gap-x-2 text-12 text-text-3">
      {fields.map((field) => (
        <div key={field.name} className="contents">
          <dt>{field.name.replaceAll("_", " ")}</dt>
          <dd className="min-w-0 break-words text-text-2">{valuesOf(field, timeZone)}</dd>
        </div>
      ))}
    </dl>
  );
}

function valuesOf({ kind, asked, stored }: OutcomeField, timeZone: string): string {
  const shown = (value: string | null) => {
    if (value === null) return "nothing";
    const at = kind === "moment" ? Date.parse(value) : NaN;
    const isInstant = /(?:Z|[+-]\d\d:?\d\d)$/.test(value);
    return Number.isNaN(at) || !isInstant ? value : timeOf(value, timeZone, "medium");
  };
  // Nothing was asked for by a value: what stands there is all there is to say.
  if (asked === null) return shown(stored);
  const [wanted, stands] = [shown(asked), shown(stored)];
  return wanted === stands ? `asked and stored: ${stands}` : `asked: ${wanted} · stored: ${stands}`;
}

/** The hour of a moment, on the clock of the business. */
export const timeOf = (at: string, timeZone: string, dateStyle?: "medium"): string =>
  new Date(at).toLocaleString("en-US", { ...(dateStyle ? { dateStyle } : {}), timeStyle: "short", timeZone });
