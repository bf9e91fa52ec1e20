import { Compass } from "lucide-react";
import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button";
import { StatePanel } from "@/components/ui/state-panel";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center">
      <StatePanel
        level={1}
        icon={<Compass className="size-5" />}
        title="There is nothing at this address"
        action={<ButtonLink href="/home">Go to Home</ButtonLink>}
      >
        The page may have moved, or the link was cut short.
      </StatePanel>
    </main>
  );
}
