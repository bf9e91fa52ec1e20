/**
 * The installation's emergency stop, for its operator: `tsx jobs/kill-switch.ts on "why"`, `… off`, `… list`. Needs DATABASE_URL alone;
 * workers hear of it within a second, whether or not Redis and the web app are up.
 */
import { userInfo } from "node:os";
import { clearPlatformKillSwitches } from "@/lib/services/kill-switch/clear";
import { listActiveKillSwitches } from "@/lib/services/kill-switch/list-active";
import { setPlatformKillSwitch } from "@/lib/services/kill-switch/set";

const [command, reason] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  if (command === "on" && reason) {
    const { id } = await setPlatformKillSwitch({ reason, setBy: `operator:${userInfo().username}` });
    say(`All calls of all organizations are stopped (${id}). Undo: off`);
  } else if (command === "off") {
    const cleared = await clearPlatformKillSwitches();
    say(cleared === 0 ? "No platform kill switch was on." : "Calls may happen again.");
  } else if (command === "list") {
    for (const { id, scope, organizationId, targetId, reason: why } of await listActiveKillSwitches()) {
      say([id, scope, organizationId ?? "-", targetId ?? "-", why].join("\t"));
    }
  } else {
    say('Usage: tsx jobs/kill-switch.ts on "why" | off | list');
    process.exitCode = 64;
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
// Idle database connections would keep the process for half a minute.
process.exit();
