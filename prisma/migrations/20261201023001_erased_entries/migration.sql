-- What of an erased person stands in a calendar outside is made nobody's there too.
ALTER TABLE "appointment_entries" DROP CONSTRAINT "appointment_entries_check";
ALTER TABLE "appointment_entries" ADD CONSTRAINT "appointment_entries_check" CHECK (
  "state" IN ('writing', 'there', 'changed', 'removing', 'erasing'));
