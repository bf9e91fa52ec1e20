import { TopBar } from "@/components/shell/top-bar";
import { PhoneSkeleton } from "@/components/phone/phone-skeleton";

export default function PhoneLoading() {
  return (
    <>
      <TopBar title="Sandbox phone" />
      <PhoneSkeleton />
    </>
  );
}
