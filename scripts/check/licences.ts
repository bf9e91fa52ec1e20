import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

type Lock = {
  packages: Record<string, { dev?: boolean; optional?: boolean; license?: string; version?: string; link?: boolean }>;
};

const FORBIDDEN = /\b(A?GPL|SSPL|BUSL|CC-BY-NC)/i;
/** "MIT OR GPL-3.0" leaves the choice to us. */
const offersChoice = (licence: string) =>
  licence.split(/\s+OR\s+/i).some((one) => !FORBIDDEN.test(one)) && /\sOR\s/i.test(licence);

/** Nothing under the GPL or its kin may ship. Development tools may: they are not part of the product. Returns the offenders in words. */
export async function checkLicences(root: string): Promise<string> {
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as Lock;
  const offenders: string[] = [];
  let checked = 0;
  for (const [folder, entry] of Object.entries(lock.packages)) {
    if (folder === "" || entry.dev || entry.link) continue;
    const licence = entry.license ?? licenceOf(path.join(root, folder));
    if (licence === null) continue; // optional, for another platform, and without a word in the lock file
    checked += 1;
    if (FORBIDDEN.test(licence) && !/^LGPL/i.test(licence) && !offersChoice(licence))
      offenders.push(`${folder}: ${licence}`);
  }
  if (checked < 50) return `Only ${checked} packages had a licence to check: is package-lock.json complete?`;
  return offenders.length === 0 ? "" : `These licences must not ship:\n${offenders.join("\n")}`;
}

function licenceOf(folder: string): string | null {
  const file = path.join(folder, "package.json");
  if (!existsSync(file)) return null;
  const { license } = JSON.parse(readFileSync(file, "utf8")) as { license?: string | { type: string } };
  return typeof license === "string" ? license : (license?.type ?? "unknown");
}
