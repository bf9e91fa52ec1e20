import { ListEscalationsQuery } from "@/lib/contracts/escalation-lists";

/** The board's filters of an address; what is none is left out. */
export function boardQuery(params: Readonly<Record<string, string | string[] | undefined>>) {
  const shape = ListEscalationsQuery.pick({ businessId: true, priority: true, cause: true, humanAgentId: true }).shape;
  return Object.fromEntries(
    (Object.keys(shape) as (keyof typeof shape)[]).flatMap((name) => {
      const parsed = shape[name].safeParse(params[name] || undefined);
      return parsed.success && parsed.data !== undefined ? [[name, parsed.data]] : [];
    }),
  ) as Pick<ListEscalationsQuery, keyof typeof shape>;
}
