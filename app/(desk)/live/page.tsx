import { phoneLine } from "@/lib/web/phone-line";
import { requireContext } from "@/lib/web/require-context";
import { NothingPicked } from "./_components/nothing-picked";

export default async function LivePage() {
  const context = await requireContext("calls.read");
  return <NothingPicked {...await phoneLine(context)} />;
}
