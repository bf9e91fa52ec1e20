import "server-only";
import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import type { Saved } from "@/lib/contracts/saved";
import type { SetupStepName } from "@/lib/contracts/setup";
import type { ServiceContext } from "@/lib/services/context";
import { getSetup } from "@/lib/services/setup/get-setup";
import { requireContext } from "@/lib/web/require-context";
import { savedOf } from "@/lib/web/saved";
import { stepAfter } from "@/components/setup/step-order";

/** For a step's server action: does its work, then goes on to the next step that is open. Gives why not. */
export async function finishing(
  step: SetupStepName,
  work: (context: ServiceContext) => Promise<unknown>,
): Promise<Saved<never>> {
  const context = await requireContext("businesses.write");
  const saved = await savedOf(() => work(context));
  if (!saved.ok) return saved;
  revalidatePath("/", "layout");
  redirect(`/setup/${stepAfter(step, await getSetup(context))}`);
}
