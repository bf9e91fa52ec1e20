import type { Metadata } from "next";
import { notFound } from "next/navigation";

export const metadata: Metadata = { title: "Not found" };

/** Every address of a page that is none comes here (next.config.ts). */
export default function LostPage() {
  notFound();
}
