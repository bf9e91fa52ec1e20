import { TopBar } from "@/components/shell/top-bar";
import { ListLoading } from "@/components/ui/list-loading";

export default function PeopleLoading() {
  return (
    <>
      <TopBar title="People" />
      <ListLoading label="Loading people" />
    </>
  );
}
