"use client";

import { Field } from "@/components/ui/field";
import { setKey } from "./key-store";

/** Where a key is typed in once for all requests of this page. */
export function KeyField({ isSignedIn }: Readonly<{ isSignedIn: boolean }>) {
  return (
    <div>
      <Field
        label="API key"
        type="password"
        placeholder="ayb_…"
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => setKey(target.value)}
      />
      <p className="mt-1.5 text-12 text-text-3">
        {isSignedIn
          ? "Without a key, requests are made as you, as you are signed in here. A key stays in this page and is forgotten with it."
          : "A key stays in this page and is forgotten with it. If you sign in, requests can be made as you."}
      </p>
    </div>
  );
}
