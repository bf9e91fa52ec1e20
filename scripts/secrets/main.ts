import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { installationKeyFrom, readKeyFile } from "@/lib/services/secrets/installation-key";
import { rewrapTenantKeys, rotateTenantKeys } from "@/lib/services/secrets/rotate";
import { useInstallation } from "../start/local-environment";

/** The keys that organizations' secrets are sealed with. */

const usage = `npm run secrets -- <command>

  rotate [--organization AYB-…]   a new key for one organization, or for all that have one; what older keys sealed still opens
  rewrap --previous FILE          after SECRETS_KEY_FILE or NEXTAUTH_SECRET changed: seals all organizations' keys with the new one.
                                  FILE holds what was used before: the old key file, or the old NEXTAUTH_SECRET

Each organization has a key of its own, sealed by the installation's, which comes from the file SECRETS_KEY_FILE names, else from
NEXTAUTH_SECRET. Set the new one first, then run rewrap, then restart; until then sealed secrets do not open.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      organization: { type: "string" },
      previous: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [command, ...more] = positionals;
  const isComplete =
    more.length === 0 && (command === "rotate" || (command === "rewrap" && values.previous !== undefined));
  if (!isComplete || values.help) {
    say(usage);
    return values.help ? 0 : 64;
  }
  if (command === "rewrap") {
    // Before useInstallation, which changes the working directory.
    const previous = installationKeyFrom(readKeyFile(values.previous ?? ""));
    await useInstallation();
    say(`${await rewrapTenantKeys(previous)} keys sealed anew.`);
    return 0;
  }
  await useInstallation();
  const { organization } = values;
  const rotated = await rotateTenantKeys({
    operator: `operator:${userInfo().username}`,
    ...(organization === undefined ? {} : { accountId: organization }),
  });
  for (const { accountId, version } of rotated) say(`${accountId}: key ${version}`);
  say(`${rotated.length} ${rotated.length === 1 ? "organization has" : "organizations have"} a new key.`);
  return 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
