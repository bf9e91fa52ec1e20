import { TabLinks } from "@/components/ui/tab-links";

const TABS = [
  { href: "/appointments", label: "Calendar" },
  { href: "/appointments/list", label: "List" },
  { href: "/appointments/services", label: "Services" },
  { href: "/appointments/people", label: "People and rooms" },
  { href: "/appointments/messages", label: "Messages and feeds" },
] as const;

/** The parts of appointments. */
export const AppointmentTabs = () => <TabLinks label="Appointments" tabs={TABS} />;
