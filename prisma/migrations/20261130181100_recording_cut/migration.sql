-- Where somebody wished it to end: nothing that lies later is kept, whoever recorded it.
ALTER TABLE "recordings" ADD COLUMN "cut_from_ms" INTEGER;
