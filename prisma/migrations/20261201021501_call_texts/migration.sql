-- CreateTable
CREATE TABLE "call_texts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID,
    "number_hash" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "segments" INTEGER NOT NULL DEFAULT 0,
    "message_sid" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "call_texts_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "call_texts_organization_id_number_hash_at_idx" ON "call_texts"("organization_id", "number_hash", "at");

-- AddForeignKey
ALTER TABLE "call_texts" ADD CONSTRAINT "call_texts_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "call_texts" ADD CONSTRAINT "call_texts_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table('call_texts'::regclass);

-- Rules Prisma cannot say -------------------------------------------------------------------------------------------
ALTER TABLE "call_texts" ADD CONSTRAINT "call_texts_check" CHECK (
  "state" IN ('taken', 'sent', 'not_sent', 'unknown', 'stopped') AND "segments" >= 0
  AND ("call_id" IS NOT NULL OR "state" = 'stopped'));
