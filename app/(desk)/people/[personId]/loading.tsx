import { TopBar } from "@/components/shell/top-bar";
import { ListLoading } from "@/components/ui/list-loading";

export default function PersonLoading() {
  return (
    <>
      <TopBar title="Person" />
      <ListLoading label="Loading a profile" />
    </>
  );
}
