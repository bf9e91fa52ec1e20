import DeskNotFound from "@/app/(desk)/not-found";
import NotFound from "@/app/not-found";
import { findMember } from "@/lib/web/require-context";

export default async function LostNotFound() {
  return (await findMember()) ? <DeskNotFound /> : <NotFound />;
}
