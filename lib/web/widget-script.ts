import "server-only";
import { readFile } from "node:fs/promises";
import path from "node:path";

let script: Promise<string> | undefined;

/** The widget's script as `npm run build` bundled it, read once. */
export function readWidgetScript(): Promise<string> {
  script ??= readFile(path.join(process.cwd(), "dist", "widget.js"), "utf8");
  script.catch(() => (script = undefined));
  return script;
}
