import type { ReactNode } from "react";
import DeskLayout from "@/app/(desk)/layout";
import { findMember } from "@/lib/web/require-context";

/** Who is signed in keeps the menu at an address that leads nowhere. */
export default async function LostLayout({ children }: Readonly<{ children: ReactNode }>) {
  return (await findMember()) ? <DeskLayout>{children}</DeskLayout> : children;
}
