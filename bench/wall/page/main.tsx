import { createRoot } from "react-dom/client";
import { LiveCallList } from "@/app/(desk)/live/_components/live-call-list";
import { LiveMeta } from "@/app/(desk)/live/_components/live-meta";
import { WallProvider } from "@/app/(desk)/live/_components/wall-provider";
import { LiveProvider } from "@/components/live/live-provider";
import { measure } from "./measure";

Object.assign(window, { measure: () => Object.assign(window, { measured: measure() }) });

/** The live desk's wall as the product has it: its connection, its reducer, its components. */
createRoot(document.body).render(
  <LiveProvider url={location.origin} initialCalls={[]}>
    <WallProvider nowMs={Date.now()}>
      <header className="flex h-12 items-center gap-2 border-b border-line px-4">
        <h1 className="text-16 font-semibold">Live</h1>
        <LiveMeta />
      </header>
      <div className="flex min-h-0 flex-1">
        <LiveCallList />
      </div>
    </WallProvider>
  </LiveProvider>,
);
