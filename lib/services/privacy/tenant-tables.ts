import type { PoolClient } from "pg";

/** A table that has rows of organizations. Found in the database itself, so that no table of a later day is forgotten. */
export type TenantTable = {
  name: string;
  /** Of the primary key, in its order. */
  key: { name: string; type: string }[];
  /** Those that the session's role may read. */
  columns: string[];
};

type ColumnRow = { table: string; column: string; type: string; key_place: number | null; readable: boolean };

const COLUMNS = `
  select c.relname as "table", a.attname as "column", format_type(a.atttypid, a.atttypmod) as type,
    array_position(i.indkey::int2[], a.attnum) as key_place,
    has_column_privilege(current_user, c.oid, a.attnum, 'SELECT') as readable
  from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    and (c.relname = any ($1::text[]) or exists (
      select from pg_attribute o where o.attrelid = c.oid and o.attname = 'organization_id' and not o.attisdropped))
  order by c.relname, a.attnum`;

/** All tables with an `organization_id`, and those of `more` beside. */
export async function listTenantTables(sql: PoolClient, more: readonly string[] = []): Promise<TenantTable[]> {
  const { rows } = await sql.query<ColumnRow>(COLUMNS, [more]);
  const tables = new Map<string, { table: TenantTable; key: { place: number; name: string; type: string }[] }>();
  for (const { table: name, column, type, key_place: place, readable } of rows) {
    const known = tables.get(name) ?? { table: { name, key: [], columns: [] }, key: [] };
    tables.set(name, known);
    if (readable) known.table.columns.push(column);
    if (place !== null) known.key.push({ place, name: column, type });
  }
  return [...tables.values()].map(({ table, key }) => ({
    ...table,
    key: key.sort((a, b) => a.place - b.place).map(({ name, type }) => ({ name, type })),
  }));
}

/** The tables ordered so that whatever refers to a row comes before it. */
export async function inDeletionOrder(sql: PoolClient, tables: readonly TenantTable[]): Promise<TenantTable[]> {
  const { rows } = await sql.query<{ child: string; parent: string }>(
    `select distinct k.conrelid::regclass::text as child, k.confrelid::regclass::text as parent
     from pg_constraint k where k.contype = 'f' and k.conrelid <> k.confrelid`,
  );
  const names = new Set(tables.map(({ name }) => name));
  const references = rows.filter(({ child, parent }) => names.has(child) && names.has(parent));
  const ordered: TenantTable[] = [];
  const left = new Map(tables.map((table) => [table.name, table]));
  while (left.size > 0) {
    const free = [...left.values()].filter(({ name }) =>
      references.every(({ child, parent }) => parent !== name || !left.has(child)),
    );
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(", ")}`);
    for (const table of free) {
      ordered.push(table);
      left.delete(table.name);
    }
  }
  return ordered;
}
