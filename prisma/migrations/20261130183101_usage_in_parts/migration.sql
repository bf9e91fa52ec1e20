-- A caller who comes back from a person talks on: the minutes from then on are another entry of the same call.
ALTER TABLE "usage_entries" ADD COLUMN "part" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "usage_entries" DROP CONSTRAINT "usage_entries_pkey",
  ADD CONSTRAINT "usage_entries_pkey" PRIMARY KEY ("organization_id", "call_id", "kind", "part");
