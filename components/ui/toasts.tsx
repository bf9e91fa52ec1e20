"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { wantsToasts, watchToasts } from "./toast";

// Most pages never show one: its code comes with the first.
const ToastHost = dynamic(() => import("./toast-host").then((module) => module.ToastHost), { ssr: false });

/** Where short news appears. */
export function Toasts() {
  const wanted = useSyncExternalStore(watchToasts, wantsToasts, () => false);
  return wanted ? <ToastHost /> : null;
}
