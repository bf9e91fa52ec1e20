import path from "node:path";
import { parseArgs } from "node:util";
import { type AnchorStore, createAnchorDirectory } from "@/lib/adapters/audit-anchors/directory";
import { withSystem } from "@/lib/db/transaction";
import { auditAnchorsDir } from "@/lib/env/shared";
import { createAuditAnchors, readAuditAnchors } from "@/lib/services/audit/anchors";
import { type AuditVerdict, verifyAuditChain } from "@/lib/services/audit/verify-audit-chain";
import { useInstallation } from "../start/local-environment";

/** Checks the audit logs: `npm run audit -- verify`. Exit code 1 when one is broken. `anchor` notes where they end now. */

const usage = `npm run audit -- verify [--organization AYB-…] [--anchors DIR]
npm run audit -- anchor [--anchors DIR]

verify  recomputes the chain of every organization's audit log, or of one, and says whether it is as it was written: no entry changed,
        removed, put elsewhere or added, and none cut off at the end, as far as the anchors know. Needs the installation's NEXTAUTH_SECRET.
anchor  notes where every log ends now, as jobs does every minute.
  --anchors  where the anchors are; AUDIT_ANCHORS_DIR unless said, else audit-anchors below DATA_DIR
Exit code: 0 all intact, 1 at least one broken, 64 not understood.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

type Named = { id: string; accountId: string; name: string };

/** Organizations that are gone, whose log is still there or whose anchors are, count too. */
const withLogs = (accountId: string | undefined, anchored: Iterable<string>): Promise<Named[]> =>
  withSystem("verify audit logs", async (tx) => {
    const organizations = await tx.organization.findMany({
      ...(accountId ? { where: { accountId } } : {}),
      select: { id: true, accountId: true, name: true },
      orderBy: { accountId: "asc" },
    });
    if (accountId) return organizations;
    const known = new Set(organizations.map(({ id }) => id));
    const heads = await tx.auditHead.findMany({ select: { organizationId: true } });
    const ids = new Set([...heads.map(({ organizationId }) => organizationId), ...anchored]);
    const gone = [...ids].filter((id) => !known.has(id));
    return [...organizations, ...gone.map((id) => ({ id, accountId: id, name: "no organization" }))];
  });

function inWords(verdict: AuditVerdict): string {
  if (verdict.intact) return `intact, ${verdict.entries} ${verdict.entries === 1 ? "entry" : "entries"}`;
  return `BROKEN at entry ${verdict.brokenAtSeq}: ${verdict.reason}; the ${verdict.entries} before it are intact`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { organization: { type: "string" }, anchors: { type: "string" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  const [command, ...more] = positionals;
  const isKnown = command === "verify" || (command === "anchor" && values.organization === undefined);
  if (values.help || more.length > 0 || !isKnown) {
    say(usage);
    return values.help ? 0 : 64;
  }
  // Before the installation's directory becomes ours.
  const given = values.anchors === undefined ? null : path.resolve(values.anchors);
  await useInstallation();
  const store = createAnchorDirectory(given ?? path.resolve(auditAnchorsDir()));
  if (command === "anchor") return anchor(store);
  const anchors = await readAuditAnchors(store);
  const wanted = values.organization?.trim().toUpperCase();
  const organizations = await withLogs(wanted, anchors.byOrganization.keys());
  if (wanted && organizations.length === 0) throw new Error(`There is no organization ${wanted}.`);
  let broken = 0;
  for (const { id, accountId, name } of organizations) {
    const verdict = await verifyAuditChain(id, anchors.byOrganization.get(id));
    if (!verdict.intact) broken++;
    say(`${accountId}\t${name}\t${inWords(verdict)}`);
  }
  say(broken === 0 ? "All are as they were written." : `${broken} of ${organizations.length} were tampered with.`);
  for (const line of anchors.broken)
    say(`ANCHORS BROKEN at line ${line}: it is not ours, or lines before it are missing.`);
  say(
    anchors.lines > 0
      ? `Checked against ${anchors.lines} anchors in ${store.name}.`
      : `There are no anchors in ${store.name}: an end that was cut off together with its head would not be seen.`,
  );
  return broken === 0 && anchors.broken.length === 0 ? 0 : 1;
}

async function anchor(store: AnchorStore): Promise<number> {
  const { written, cutOff } = await createAuditAnchors(store).anchor();
  say(`${written} anchors written to ${store.name}.`);
  for (const id of cutOff) say(`${id}\tBROKEN: its log ends before its anchor.`);
  return cutOff.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
