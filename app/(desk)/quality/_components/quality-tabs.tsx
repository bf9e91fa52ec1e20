import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/quality", label: "To review" },
  { href: "/quality/findings", label: "Findings" },
  { href: "/quality/outcomes", label: "Said and done" },
  { href: "/quality/rules", label: "Rules" },
  { href: "/quality/scorecard", label: "Scorecard" },
  { href: "/quality/trends", label: "Trends" },
] as const;

/** The parts of quality. */
export const QualityTabs = () => <TabLinks label="Quality" tabs={TABS} />;
