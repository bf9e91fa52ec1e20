import type { SetupProgress, SetupState } from "@/lib/contracts/setup";
import type { ServiceContext } from "@/lib/services/context";

/**
 * What a step gets. A step (here, a file each) runs on the server, reads what it needs through verbs, and renders a `StepPage` with a client
 * island from `_components/` inside it. How an island does the rest:
 *
 * - `useProgress(step, value)` keeps what is being typed, for this person alone. What it begins with is what `progress.input` holds, checked
 *   by a schema, as it may be of an older version.
 * - It ends with `<StepFooter step skip={…} …/>` inside its form: Back, Skip where a default is safe, and the button that goes on.
 * - `useFinish().finish(() => action(…))` runs a server action made with `finishing` (../finishing.ts): it finishes the step, then goes on to
 *   the next one that is open. What was refused comes back as `failure`, to be shown beside the fields; before it calls the action the
 *   island calls `stop()` of `useProgress`, and `resume()` when it was refused.
 * - A step that has nothing of its own to save ends with `<PlainStep step …/>`.
 */
export type StepProps = Readonly<{
  /** Of the person: has `businesses.write`, and maybe nothing more than that. */
  context: ServiceContext;
  state: SetupState;
  /** What this person has begun at this step and not finished; null when there is nothing. */
  progress: SetupProgress | null;
  /** The organization's. */
  timeZone: string;
}>;
