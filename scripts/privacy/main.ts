import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { createAnchorDirectory } from "@/lib/adapters/audit-anchors/directory";
import { chooseObjectStore } from "@/lib/adapters/object-store/choose-store";
import { withSystem } from "@/lib/db/transaction";
import { auditAnchorsDir, sharedEnv } from "@/lib/env/shared";
import { createAuditAnchors } from "@/lib/services/audit/anchors";
import { carrierFor } from "@/lib/services/connections/carrier-for";
import { systemContext } from "@/lib/services/context";
import { eraseCaller } from "@/lib/services/privacy/erase-caller";
import { eraseOrganization } from "@/lib/services/privacy/erase-organization";
import { exportOrganization } from "@/lib/services/privacy/export-organization";
import { useInstallation } from "../start/local-environment";

/** Gives out and erases what is kept about an organization or a caller, for the installation's operator. */

const usage = `npm run privacy -- <command> --organization AYB-…

  export [--to FILE]       everything the organization has, as a .tar.gz of JSON lines
  erase                    erases the organization, if its owner asked for it and the seven days are over
  erase --now --yes AYB-…  erases it at once, asked for or not; the account id once more says that this is the one
  erase-caller --phone +1… makes one caller's words and numbers unreadable; calls and figures stay

Numbers that were bought here are given back to Twilio. What was erased does not come back. Backups, and what Twilio, Stripe and Deepgram keep, are erased there.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      organization: { type: "string" },
      to: { type: "string" },
      phone: { type: "string" },
      now: { type: "boolean", default: false },
      yes: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [command, ...more] = positionals;
  const accountId = values.organization?.toUpperCase();
  const isKnown = command === "export" || command === "erase" || (command === "erase-caller" && values.phone);
  if (!isKnown || more.length > 0 || !accountId || values.help) {
    say(usage);
    return values.help ? 0 : 64;
  }
  const to = path.resolve(values.to ?? `${accountId}.tar.gz`);
  await useInstallation();
  const organization = await withSystem("privacy command", (tx) =>
    tx.organization.findUnique({ where: { accountId }, select: { id: true, name: true } }),
  );
  if (!organization) throw new Error(`There is no organization ${accountId}.`);
  const operator = `operator:${userInfo().username}`;
  const context = systemContext(
    organization.id,
    operator,
    ["organization.export", "callers.erase"],
    `cli-${randomUUID()}`,
  );
  if (command === "export") {
    const { stream } = await exportOrganization(context, chooseObjectStore(sharedEnv()));
    await pipeline(stream, createWriteStream(to, { mode: 0o600, flags: "wx" }));
    say(`${organization.name} is in ${to}`);
    return 0;
  }
  if (command === "erase-caller") {
    const erased = await eraseCaller(context, { phone: values.phone ?? "" });
    say(`${erased.calls} calls, ${erased.messages} messages and ${erased.recordings} recordings made unreadable.`);
    if (erased.held > 0) say(`${erased.held} recordings stay: they are under legal hold.`);
    return 0;
  }
  if (values.now && values.yes?.toUpperCase() !== accountId)
    throw new Error(`To erase ${organization.name} at once, add: --yes ${accountId}`);
  const result = await eraseOrganization(organization.id, {
    force: values.now,
    objects: chooseObjectStore(sharedEnv()),
    numbersOf: carrierFor,
    anchors: createAuditAnchors(createAnchorDirectory(auditAnchorsDir())),
  });
  if (result.kind === "waiting") {
    say(
      result.calls > 0
        ? `${result.calls} calls are being ended first. Run it again in a minute.`
        : `Twilio has not taken ${result.numbers} numbers back yet. Run it again in a minute.`,
    );
    return 75;
  }
  say(`${accountId} is erased: ${result.rows} rows and ${result.users} people.`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
