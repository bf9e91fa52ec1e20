import type { z } from "zod";

export class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

type Source = Record<string, string | undefined>;

/** Reads the variables of `schema` from `source`. An empty value counts as missing. Throws EnvironmentError naming every bad one. */
export function parseEnvironment<S extends z.ZodObject>(schema: S, source: Source): z.output<S> {
  const given: Source = {};
  for (const name of Object.keys(schema.shape)) {
    const value = source[name]?.trim();
    if (value) given[name] = value;
  }
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const lines = result.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    const what = given[name] === undefined ? "is missing" : `is not usable: ${issue.message}`;
    const hint = (schema.shape[name] as z.ZodType | undefined)?.description ?? "";
    return `  ${name} ${what}. ${hint}`.trimEnd();
  });
  throw new EnvironmentError(
    `The environment is not complete:\n${[...new Set(lines)].join("\n")}\nEvery variable is explained in .env.example; \`npm start\` sets all of them by itself.`,
  );
}

/** A reader that parses at the first call and remembers. A bad environment stops the process with the names and what to do. */
export function environmentOf<S extends z.ZodObject>(schema: S): () => z.output<S> {
  let parsed: z.output<S> | undefined;
  return () => {
    if (parsed) return parsed;
    try {
      parsed = parseEnvironment(schema, process.env);
      return parsed;
    } catch (error) {
      if (!(error instanceof EnvironmentError)) throw error;
      process.stderr.write(`${error.message}\n`);
      process.exit(78); // EX_CONFIG: a supervisor need not try again
    }
  };
}
