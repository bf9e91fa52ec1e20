"use client";

import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { importAgentAction } from "../../actions";
import { UNREACHED } from "../../outcome";

const MOST_BYTES = 500_000;

type Failure = { fileName: string; message: string; places: [path: string, problem: string][] };

/** Takes in an agent that was exported, here or elsewhere. A wrong file makes nothing, and every wrong place in it is named. */
export function ImportAgent({ businessId }: Readonly<{ businessId: string }>) {
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isPending, start] = useTransition();
  const take = (file: File) =>
    start(async () => {
      setFailure(null);
      if (file.size > MOST_BYTES) {
        return setFailure({ fileName: file.name, message: "The file is too large to be an agent.", places: [] });
      }
      const outcome = await importAgentAction(businessId, await file.text()).catch(() => UNREACHED);
      start(() => {
        if (outcome.ok) router.push(`/agents/${outcome.data.id}`);
        else setFailure({ fileName: file.name, message: outcome.message, places: Object.entries(outcome.fields) });
      });
    });
  return (
    <section aria-label="From a file" className="border-t border-line pt-6">
      <h2 className="text-14 font-semibold">From a file</h2>
      <p className="mt-0.5 mb-3 text-13 text-text-3">
        An agent that was exported, from here or from another organization.
      </p>
      <input
        ref={input}
        type="file"
        accept="application/json,.json"
        aria-label="File of an agent"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // Choosing the same file again, mended, counts as a choice too.
          event.target.value = "";
          if (file) take(file);
        }}
      />
      <Button disabled={isPending} onClick={() => input.current?.click()}>
        <FileUp aria-hidden className="size-4" />
        {isPending ? "Reading the file" : "Choose a file"}
      </Button>
      {failure ? (
        <div role="alert" className="mt-3 rounded-md bg-bad-soft px-3 py-2.5 text-13">
          <p className="font-medium text-bad">
            {failure.fileName}:{" "}
            {failure.places.length > 0 ? "nothing was made from it. Mend these places:" : failure.message}
          </p>
          {failure.places.length > 0 ? (
            <dl className="mt-2 space-y-1.5">
              {failure.places.slice(0, 20).map(([path, problem]) => (
                <div key={path}>
                  <dt className="inline font-mono text-12">{path}</dt>
                  <dd className="inline text-text-2">: {problem}</dd>
                </div>
              ))}
              {failure.places.length > 20 ? <p className="text-text-2">and {failure.places.length - 20} more</p> : null}
            </dl>
          ) : null}
        </div>
      ) : null}
    </section>
  );
}
