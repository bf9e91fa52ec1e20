import { parseArgs } from "node:util";
import { withSystem } from "@/lib/db/transaction";
import { type AuditVerdict, verifyAuditChain } from "@/lib/services/audit/verify-audit-chain";
import { useInstallation } from "../start/local-environment";

/** Checks the audit logs: `npm run audit -- verify`. Exit code 1 when one is broken. */

const usage = `npm run audit -- verify [--organization AYB-…]

Recomputes the chain of every organization's audit log, or of one, and says whether it is as it was written: no entry changed,
removed, put elsewhere or added, and none cut off at the end. Needs the installation's NEXTAUTH_SECRET.
Exit code: 0 all intact, 1 at least one broken, 64 not understood.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

type Named = { id: string; accountId: string; name: string };

/** Organizations that are gone, whose log is still there, count too. */
const withLogs = (accountId: string | undefined): Promise<Named[]> =>
  withSystem("verify audit logs", async (tx) => {
    const organizations = await tx.organization.findMany({
      ...(accountId ? { where: { accountId } } : {}),
      select: { id: true, accountId: true, name: true },
      orderBy: { accountId: "asc" },
    });
    if (accountId) return organizations;
    const known = new Set(organizations.map(({ id }) => id));
    const heads = await tx.auditHead.findMany({ select: { organizationId: true } });
    const gone = heads.filter(({ organizationId }) => !known.has(organizationId));
    return [
      ...organizations,
      ...gone.map(({ organizationId: id }) => ({ id, accountId: id, name: "no organization" })),
    ];
  });

function inWords(verdict: AuditVerdict): string {
  if (verdict.intact) return `intact, ${verdict.entries} ${verdict.entries === 1 ? "entry" : "entries"}`;
  return `BROKEN at entry ${verdict.brokenAtSeq}: ${verdict.reason}; the ${verdict.entries} before it are intact`;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { organization: { type: "string" }, help: { type: "boolean", short: "h" } },
    allowPositionals: true,
  });
  if (values.help || positionals.length !== 1 || positionals[0] !== "verify") {
    say(usage);
    return values.help ? 0 : 64;
  }
  await useInstallation();
  const wanted = values.organization?.trim().toUpperCase();
  const organizations = await withLogs(wanted);
  if (wanted && organizations.length === 0) throw new Error(`There is no organization ${wanted}.`);
  let broken = 0;
  for (const { id, accountId, name } of organizations) {
    const verdict = await verifyAuditChain(id);
    if (!verdict.intact) broken++;
    say(`${accountId}\t${name}\t${inWords(verdict)}`);
  }
  say(broken === 0 ? "All are as they were written." : `${broken} of ${organizations.length} were tampered with.`);
  return broken === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
