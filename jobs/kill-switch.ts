import { userInfo } from "node:os";
import { parseArgs } from "node:util";
import { clearPlatformKillSwitches } from "@/lib/services/kill-switch/clear";
import { listActiveKillSwitches } from "@/lib/services/kill-switch/list-active";
import {
  clearKillSwitchAsOperator,
  type KillTarget,
  setKillSwitchAsOperator,
} from "@/lib/services/kill-switch/operator";
import { setPlatformKillSwitch } from "@/lib/services/kill-switch/set";
import { useInstallation } from "@/scripts/start/local-environment";

/** The installation's emergency stop, for its operator. */

const usage = `npm run kill-switch -- <command>

  on "why"                       stop all calls of all organizations
  on "why" --organization ID     … of one organization (its account id, AYB-…, or id)
  on "why" --agent ID            … of one agent
  on "why" --call ID             … one call (its id, or the carrier's: CA…)
  off                            let calls happen again, where the whole platform was stopped
  off SWITCH                     clear this one switch, as "list" names it
  list                           the switches that are on: id, scope, organization, target, why

Calls in progress end within five seconds, new ones are refused within two. It goes through the database alone: workers look
every second, whether or not Redis and the web app are up. It needs DATABASE_URL (a running "npm start" is found by itself), and
NEXTAUTH_SECRET for one organization, agent or call, because that is written to the organization's audit log.`;

const say = (text: string) => void process.stdout.write(`${text}\n`);
const operator = `operator:${userInfo().username}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      organization: { type: "string" },
      agent: { type: "string" },
      call: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  const [command, word, ...more] = positionals;
  const targets = (["organization", "agent", "call"] as const).flatMap((scope): KillTarget[] =>
    values[scope] === undefined ? [] : [{ scope, id: values[scope] }],
  );
  const isComplete =
    more.length === 0 &&
    ((command === "on" && word !== undefined && targets.length <= 1) ||
      (command === "off" && targets.length === 0) ||
      (command === "list" && word === undefined && targets.length === 0));
  if (!isComplete || values.help) {
    say(usage);
    return values.help ? 0 : 64;
  }
  await useInstallation();
  if (command === "on") await switchOn(word ?? "", targets[0]);
  else if (command === "off") await switchOff(word);
  else {
    for (const { id, scope, organizationId, targetId, reason } of await listActiveKillSwitches())
      say([id, scope, organizationId ?? "-", targetId ?? "-", reason].join("\t"));
  }
  return 0;
}

async function switchOn(reason: string, target: KillTarget | undefined): Promise<void> {
  const { id } = target
    ? await setKillSwitchAsOperator(target, { reason, operator })
    : await setPlatformKillSwitch({ reason, setBy: operator });
  const of = target?.scope === "call" ? `Call ${target.id} is` : `All calls of ${target?.scope} ${target?.id} are`;
  say(`${target ? of : "All calls of all organizations are"} stopped. Undo: npm run kill-switch -- off ${id}`);
}

async function switchOff(id: string | undefined): Promise<void> {
  if (id !== undefined) {
    await clearKillSwitchAsOperator(id, operator);
    return say("Cleared.");
  }
  const cleared = await clearPlatformKillSwitches();
  say(cleared === 0 ? "The platform was not stopped; list names other switches." : "Calls may happen again.");
}

main().then(
  // Idle database connections would keep the process for half a minute.
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
