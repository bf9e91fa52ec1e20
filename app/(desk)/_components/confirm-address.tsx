import Link from "next/link";

/** Above every page until the person's address is known to be theirs. */
export function ConfirmAddress() {
  return (
    <p role="status" className="border-b border-line bg-warn-soft px-4 py-2 text-13">
      Confirm your e-mail address: until then you cannot start calls, invite people, make API keys or pay.{" "}
      <Link href="/verify-email" className="font-medium underline underline-offset-2">
        Have the mail sent again
      </Link>
    </p>
  );
}
