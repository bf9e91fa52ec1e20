import { exportCaller } from "@/lib/services/privacy/export-caller";
import { downloadFor } from "@/lib/web/download";

/** POST, by the form on the privacy page: one caller's calls and messages, as JSON. */
export const POST = downloadFor(async ({ context }, request) => {
  const phone = (await request.formData()).get("phone");
  return {
    fileName: "caller.json",
    body: await exportCaller(context, { phone: typeof phone === "string" ? phone : "" }),
  };
});
