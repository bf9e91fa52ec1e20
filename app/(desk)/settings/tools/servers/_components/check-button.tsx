"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { checkServerAction } from "../actions";

/** Asks the server what it offers now. */
export function CheckButton({ serverId }: Readonly<{ serverId: string }>) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const check = () =>
    start(async () => {
      await checkServerAction(serverId);
      router.refresh();
    });
  return (
    <Button disabled={isPending} onClick={check}>
      {isPending ? "Looking" : "Look what it offers"}
    </Button>
  );
}
