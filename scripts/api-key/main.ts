import { randomUUID } from "node:crypto";
import { parseArgs } from "node:util";
import { withSystem } from "@/lib/db/transaction";
import { createApiKey } from "@/lib/services/api-keys/create";
import { findSessionUser } from "@/lib/services/auth/session-user";
import { memberContext } from "@/lib/services/context";
import { PERMISSIONS } from "@/lib/services/permissions";
import { useInstallation } from "../start/local-environment";

/** Makes an API key for a member: `npm run api-key -- --email owner@example.com --name "CRM"`. The key is printed this once. */

const DEFAULT_SCOPES = "calls.read,calls.start";
const usage = `npm run api-key -- --email <member> --name <what for> [--scopes a,b] [--organization AYB-…] [--expires 2027-01-31] [--from 10.0.0.0/8]

Makes a key for the REST API, in the name of a member who may (owner or admin), and prints it this once: only its hash is stored.
  --scopes        what the key may do; ${DEFAULT_SCOPES} unless said. There are:
                  ${PERMISSIONS.join(", ")}
  --organization  the account id, for members of several organizations
  --expires       the last day it works (UTC); for ever unless said
  --from          the only addresses it works from, like 203.0.113.7,10.0.0.0/8; everywhere unless said`;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      email: { type: "string" },
      name: { type: "string" },
      scopes: { type: "string", default: DEFAULT_SCOPES },
      organization: { type: "string" },
      expires: { type: "string" },
      from: { type: "string", default: "" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help || !values.email || !values.name) {
    say(usage);
    return values.help ? 0 : 64;
  }
  const scopes = values.scopes.split(",").map((scope) => scope.trim());
  const unknown = scopes.find((scope) => !(PERMISSIONS as readonly string[]).includes(scope));
  if (unknown !== undefined) throw new Error(`There is no scope "${unknown}". There are: ${PERMISSIONS.join(", ")}.`);
  if (values.expires !== undefined && !/^\d{4}-\d\d-\d\d$/.test(values.expires))
    throw new Error(`--expires ${values.expires} is no day: write it like 2027-01-31.`);

  await useInstallation();
  const email = values.email.trim().toLowerCase();
  const found = await withSystem("api key for a member", (tx) => findSessionUser(tx, { email }));
  if (!found) throw new Error(`Nobody signs in as ${email}.`);
  const { userId, name, memberships } = found.user;
  const wanted = values.organization?.toUpperCase();
  const fitting = wanted ? memberships.filter(({ accountId }) => accountId === wanted) : memberships;
  const [membership, more] = fitting;
  const list = memberships.map(({ accountId, organizationName }) => `${accountId} (${organizationName})`).join(", ");
  if (!membership) throw new Error(`${email} is no member of ${wanted ?? "any organization"}. Of: ${list || "none"}.`);
  if (more) throw new Error(`${email} is a member of several organizations; choose one with --organization: ${list}.`);

  const { organizationId, organizationName, role } = membership;
  const context = memberContext({ userId, name, organizationId, role }, { requestId: `cli-${randomUUID()}` });
  const expiresAt = values.expires === undefined ? null : `${values.expires}T23:59:59.999Z`;
  const allowedIps = values.from
    .split(",")
    .map((range) => range.trim())
    .filter((range) => range !== "");
  const created = await createApiKey(context, { name: values.name, scopes, expiresAt, allowedIps });
  say(created.key);
  process.stderr.write(
    `${created.name}: ${created.scopes.join(", ")} in ${organizationName}${expiresAt ? `, until ${values.expires}` : ""}.\n` +
      "Keep it now, it is not shown again. Send it as: Authorization: Bearer ayb_…\n",
  );
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
