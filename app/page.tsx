import { redirect } from "next/navigation";

/** Until there is a public front page, the product is the front page. */
export default function RootPage() {
  redirect("/home");
}
