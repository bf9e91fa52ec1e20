import { lookUpCaller } from "@/lib/services/around-call/look-up-caller";
import { useAppointmentTool } from "@/lib/services/appointments/use-appointment-tool";
import { sendCallText } from "@/lib/services/call-texts/send-call-text";
import { checkCallerCode } from "@/lib/services/caller-verification/check";
import { withWords } from "@/lib/services/caller-verification/spoken-outcome";
import { startCallerVerification } from "@/lib/services/caller-verification/start";
import { carrierFor } from "@/lib/services/connections/carrier-for";
import { systemContext } from "@/lib/services/context";
import type { ExchangeDeps } from "./exchange";
import type { Clock } from "./ports/clock";

type Verbs = "startVerification" | "checkVerification" | "appointment" | "sendCallText" | "ownRecords";
type Permissions = Parameters<typeof systemContext>[2];

/** What calls have the product do, each with the permissions that this needs and no more. */
export function callVerbs(clock: Clock): Pick<ExchangeDeps, Verbs> {
  const by = (organizationId: string, callId: string, ...permissions: Permissions) =>
    systemContext(organizationId, "call-worker", permissions, callId);
  const texting = (organizationId: string) => ({
    sendText: async (message: { to: string; from: string; body: string }) =>
      (await carrierFor(organizationId)).sendMessage(message),
    now: clock.wallTime(),
  });
  return {
    startVerification: ({ organizationId, callId, said, language }) =>
      startCallerVerification(
        by(organizationId, callId, "callers.verify"),
        { callId, saidAccountId: said, language },
        texting(organizationId),
      ).then(withWords),
    checkVerification: ({ organizationId, callId, said, language }) =>
      checkCallerCode(by(organizationId, callId, "callers.verify"), { callId, said, language }, clock.wallTime()).then(
        withWords,
      ),
    appointment: ({ organizationId, ...caller }, tool, input) =>
      useAppointmentTool(
        by(organizationId, caller.callId, "appointments.read", "appointments.write"),
        caller,
        tool,
        input,
        clock.wallTime(),
      ),
    sendCallText: ({ organizationId, ...caller }, input) =>
      sendCallText(by(organizationId, caller.callId, "calls.control"), caller, input, texting(organizationId)),
    ownRecords: ({ organizationId, callId, business, agent }, number) =>
      lookUpCaller(by(organizationId, callId, "calls.read"), {
        ...{ businessId: business.id, callId, number, timeZone: business.timeZone },
        mayUseName: agent.config.callerLookup.mayUseName,
      }),
  };
}
