import Link from "next/link";
import type { ReactNode } from "react";

/** A link in the words of a page. */
export function AuthLink({ href, children }: Readonly<{ href: string; children: ReactNode }>) {
  return (
    <Link href={href} className="rounded-sm underline hover:text-text">
      {children}
    </Link>
  );
}
