import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { SiteFooter } from "@/components/public/site-footer";
import { SiteHeader } from "@/components/public/site-header";
import { sharedEnv } from "@/lib/env/shared";
import { sessionCookie } from "@/lib/web/session-cookie";
import { demoSignIn } from "@/lib/web/vendors";
import "./public.css";

export function generateMetadata(): Metadata {
  return { metadataBase: new URL(sharedEnv().PUBLIC_WEB_URL), robots: { index: true, follow: true } };
}

/** Pages for everybody. They ask the database nothing, so they are there even when it is not. */
export default async function PublicLayout({ children }: Readonly<{ children: ReactNode }>) {
  // Only for the button's words: whether the cookie is worth anything is decided behind it.
  const isSignedIn = (await cookies()).has(sessionCookie().name);
  return (
    <div className="flex min-h-dvh flex-col">
      <SiteHeader isSignedIn={isSignedIn} />
      {demoSignIn() ? (
        <aside
          aria-label="Sandbox"
          className="border-b border-line bg-warn-soft px-4 py-1.5 text-center text-12 text-pretty text-warn"
        >
          This installation is a sandbox: no real call is made here and no real money is taken.
        </aside>
      ) : null}
      <main id="content" className="flex-1">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
