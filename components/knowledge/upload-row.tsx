"use client";

import { CircleAlert, Loader2, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Chip } from "@/components/ui/chip";
import { BAR } from "./source-progress";
import type { Upload } from "./use-uploads";

export const ROW = "flex items-center gap-x-3 gap-y-1 px-3 py-2.5 max-sm:flex-wrap";
/** Below the words where there is no room beside them. */
export const ROW_STATE = "max-sm:order-3 max-sm:basis-full max-sm:pl-7";

/** A file on its way, or why it was not taken. */
export function UploadRow({ upload, onForget }: Readonly<{ upload: Upload; onForget: () => void }>) {
  const { name, share, problem } = upload;
  const percent = Math.round(share * 100);
  return (
    <li className={ROW}>
      {problem ? (
        <CircleAlert aria-hidden className="size-4 shrink-0 text-bad" />
      ) : (
        <Loader2 aria-hidden className="size-4 shrink-0 animate-spin text-text-3 motion-reduce:animate-none" />
      )}
      <div className="min-w-0 flex-1">
        <p className="text-13 font-medium break-all">{name}</p>
        {problem ? (
          <p role="alert" className="text-12 text-pretty text-bad">
            {problem}
          </p>
        ) : (
          <progress aria-label={`Sending ${name}`} max={100} value={percent} className={BAR} />
        )}
      </div>
      <span className={ROW_STATE}>
        <Chip tone={problem ? "bad" : "neutral"}>
          {problem ? "Not added" : percent < 100 ? `${percent} %` : "Checking"}
        </Chip>
      </span>
      <Button
        look="ghost"
        size="sm"
        className="px-1.5 max-sm:order-2"
        aria-label={problem ? `Dismiss ${name}` : `Stop sending ${name}`}
        onClick={onForget}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  );
}
