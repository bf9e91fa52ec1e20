"use client";

import { useState } from "react";
import { otherParty } from "@/components/call/call-words";
import { formatPhone } from "@/components/format/phone";
import { needNews } from "@/lib/domain/attention/need-news";
import { useWall } from "./wall-provider";

/** Tells screen readers, politely, when calls begin to need somebody. What needs somebody already when the page opens stands in its heading. */
export function WallNews() {
  const { ranked } = useWall();
  const needing = ranked.filter(({ needsHelp }) => needsHelp).map(({ call }) => call.id);
  const [told, setTold] = useState({ ids: needing, words: "" });
  if (needing.join() !== told.ids.join()) {
    const words = needNews(new Set(told.ids), ranked, (call) => formatPhone(otherParty(call)));
    // Who is helped is no news; the words stay until there are others.
    setTold({ ids: needing, words: words === "" ? told.words : words });
  }
  return (
    <p role="status" aria-label="Calls that need you" className="sr-only">
      {told.words}
    </p>
  );
}
