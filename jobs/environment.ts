import { JobsEnvironment } from "@/lib/env/jobs";
import { environmentOf } from "@/lib/env/parse-environment";
import { WebEnvironment } from "@/lib/env/web";

/** Jobs ask the carrier what became of calls, with the same optional credentials as the web app. */
export const jobsEnvironment = environmentOf(
  JobsEnvironment.extend(
    WebEnvironment.pick({ TWILIO_ACCOUNT_SID: true, TWILIO_AUTH_TOKEN: true, TWILIO_API_BASE_URL: true }).shape,
  ),
);
