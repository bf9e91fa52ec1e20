import { ListLoading } from "@/components/ui/list-loading";

export default function NotificationSettingsLoading() {
  return <ListLoading label="Loading notification settings" />;
}
