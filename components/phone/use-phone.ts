"use client";

import { useEffect, useState, useSyncExternalStore } from "react";
import { BrowserPhone, NO_CALL, type PhoneState } from "./browser-phone";

/** A telephone for as long as the page shows it; going away hangs up. */
export function usePhone(): { phone: BrowserPhone; state: PhoneState } {
  const [phone] = useState(() => new BrowserPhone());
  const state = useSyncExternalStore(phone.subscribe, phone.state, () => NO_CALL);
  useEffect(() => () => phone.close(), [phone]);
  return { phone, state };
}
