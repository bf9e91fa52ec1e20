import { redirect } from "next/navigation";
import { loadSetup } from "@/lib/web/load-setup";
import { firstOpenStep } from "@/components/setup/step-order";

/** Goes on where one left off. */
export default async function SetupPage() {
  redirect(`/setup/${firstOpenStep(await loadSetup())}`);
}
