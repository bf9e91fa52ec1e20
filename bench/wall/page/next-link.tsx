import type { ComponentProps } from "react";

/** In Next's place: the wall alone is measured, and leads nowhere. */
export default function Link(props: ComponentProps<"a">) {
  return <a {...props} />;
}
