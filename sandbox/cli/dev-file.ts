import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

/** What the running product says about itself in DATA_DIR/dev.json; only the parts that a caller needs. */
export interface RunningProduct {
  readonly sandboxUrl: string;
  readonly phoneNumber: string | undefined;
}

export class NotRunningError extends Error {}

/** @throws {NotRunningError} with what to do. */
export async function findRunningProduct(dataDir: string): Promise<RunningProduct> {
  const path = join(resolve(dataDir), "dev.json");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch {
    throw new NotRunningError(
      `The product is not running here: there is no ${path}. Start it with "npm start" in another terminal, or set DATA_DIR to its data directory.`,
    );
  }
  let file: { sandboxUrl?: unknown; phoneNumber?: unknown };
  try {
    file = JSON.parse(text) as typeof file;
  } catch {
    throw new NotRunningError(`${path} is not valid JSON. Stop the product and start it again with "npm start".`);
  }
  if (typeof file.sandboxUrl !== "string" || file.sandboxUrl === "") {
    throw new NotRunningError(
      `The product runs without the sandbox's telephone network (no sandboxUrl in ${path}): dial its number with a real telephone.`,
    );
  }
  return {
    sandboxUrl: file.sandboxUrl.replace(/\/+$/, ""),
    phoneNumber: typeof file.phoneNumber === "string" ? file.phoneNumber : undefined,
  };
}
