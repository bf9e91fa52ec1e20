import type { DayFigures, Overview } from "@/lib/contracts/home";
import { formatClock, formatSpan } from "@/components/format/duration";
import { countChange, shareChange, spanChange } from "./compare";
import type { Stat } from "./stat-strip";

const answeredShare = ({ answered, calls }: DayFigures) => (calls === 0 ? null : answered / calls);
const percent = (share: number | null) => (share === null ? "–" : `${Math.round(share * 100)} %`);

/** Today's six figures, each with its change and the list it counts. */
export function statsOf({ today, lastWeek, date }: Overview): Stat[] {
  const ofToday = `since=${date}`;
  return [
    {
      label: "Calls today",
      value: String(today.calls),
      change: countChange(today.calls, lastWeek.calls, "neither"),
      href: `/calls?${ofToday}`,
    },
    {
      label: "Answered",
      value: percent(answeredShare(today)),
      change: shareChange(answeredShare(today), answeredShare(lastWeek), "more is better"),
      href: `/calls?${ofToday}&status=completed`,
    },
    {
      label: "Answer time, median",
      value: today.medianVoiceToVoiceMs === null ? "–" : formatSpan(today.medianVoiceToVoiceMs),
      change: spanChange(today.medianVoiceToVoiceMs, lastWeek.medianVoiceToVoiceMs, "less is better"),
      href: `/calls?${ofToday}`,
    },
    {
      label: "Length, median",
      value: today.medianDurationMs === null ? "–" : formatClock(today.medianDurationMs),
      change: spanChange(today.medianDurationMs, lastWeek.medianDurationMs, "neither"),
      href: `/calls?${ofToday}`,
    },
    {
      label: "Messages taken",
      value: String(today.messages),
      change: countChange(today.messages, lastWeek.messages, "neither"),
      href: "/messages?show=all",
    },
    {
      label: "Failed",
      value: String(today.failed),
      change: countChange(today.failed, lastWeek.failed, "less is better"),
      href: `/calls?${ofToday}&status=failed`,
    },
  ];
}
