"use client";

import { useCallback, useEffect, useState } from "react";
import type { RailInfo, TransferPerson } from "./use-rail";

export type People = Readonly<{
  /** Null while they are asked for. */
  list: readonly TransferPerson[] | null;
  problem: string | null;
  retry: () => void;
}>;

/** Who could take a call, as it is when one asks: somebody may have gone off duty a second ago. */
export function usePeople(findPeople: RailInfo["findPeople"]): People {
  const [found, setFound] = useState<Omit<People, "retry">>({ list: null, problem: null });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isLeft = false;
    findPeople().then(
      (saved) => {
        if (isLeft) return;
        setFound(saved.ok ? { list: saved.data, problem: null } : { list: [], problem: saved.message });
      },
      () => isLeft || setFound({ list: [], problem: "The server was not reached. Check the connection." }),
    );
    return () => {
      isLeft = true;
    };
  }, [findPeople, tries]);
  const retry = useCallback(() => {
    setFound({ list: null, problem: null });
    setTries((count) => count + 1);
  }, []);
  return { ...found, retry };
}
