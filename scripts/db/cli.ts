import { deployMigrations, migrationStatus, newMigration, schemaDrift } from "./migrations";

const usage = `npm run migrate -- <command>
  deploy       apply the migrations the database in DATABASE_URL lacks
  status       say where that database stands
  new <name>   write prisma/migrations/<time>_<name> from the changes in prisma/schema (look it over before you commit it)
  drift        fail when the migrations do not give what prisma/schema says`;

function databaseUrl(): string {
  const url = process.env["DATABASE_URL"];
  if (!url)
    throw new Error("DATABASE_URL is missing: give the address of the database, postgresql://user:password@host/name.");
  return url;
}

async function main([command, name]: string[]): Promise<number> {
  switch (command) {
    case "deploy": {
      const applied = await deployMigrations(databaseUrl());
      console.log(applied.length === 0 ? "Nothing to apply." : `Applied:\n  ${applied.join("\n  ")}`);
      return 0;
    }
    case "status": {
      const { upToDate, ...lists } = await migrationStatus(databaseUrl());
      if (upToDate) console.log("The database has all migrations.");
      for (const [kind, names] of Object.entries(lists)) {
        if (names.length > 0) console.log(`${kind}:\n  ${names.join("\n  ")}`);
      }
      return upToDate ? 0 : 1;
    }
    case "new": {
      if (!name) throw new Error("Give the migration a name: npm run migrate -- new add_something");
      const file = await newMigration(name, new Date());
      console.log(file ? `Written: ${file}` : "prisma/schema has no change the migrations lack.");
      return 0;
    }
    case "drift": {
      const sql = await schemaDrift();
      console.log(
        sql === "" ? "Migrations and schema agree." : `The migrations do not give prisma/schema. Missing:\n\n${sql}`,
      );
      return sql === "" ? 0 : 1;
    }
    default:
      console.error(usage);
      return 2;
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
