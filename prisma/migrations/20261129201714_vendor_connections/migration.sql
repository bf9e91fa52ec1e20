-- CreateTable
CREATE TABLE "vendor_connections" (
    "organization_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "shown" JSONB NOT NULL DEFAULT '{}',
    "sealed_credentials" TEXT,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "changed_by" TEXT NOT NULL,
    "findings" JSONB NOT NULL DEFAULT '[]',
    "checked_at" TIMESTAMPTZ(3),
    "refused_at" TIMESTAMPTZ(3),
    "refusal" TEXT,

    CONSTRAINT "vendor_connections_pkey" PRIMARY KEY ("organization_id","vendor")
);

-- CreateIndex
CREATE INDEX "vendor_connections_changed_at_idx" ON "vendor_connections"("changed_at");

-- AddForeignKey
ALTER TABLE "vendor_connections" ADD CONSTRAINT "vendor_connections_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT protect_tenant_table('vendor_connections');
-- Other processes learn of a change by its row: one that is gone would tell them nothing. Erasure is the system's.
REVOKE DELETE ON "vendor_connections" FROM aybiza_app;
ALTER TABLE "vendor_connections" ADD CONSTRAINT "vendor_connections_check" CHECK (
  "vendor" IN ('twilio', 'deepgram', 'bedrock', 'stripe') AND "mode" IN ('sandbox', 'platform', 'own', 'none')
  AND ("mode" = 'own') = ("sealed_credentials" IS NOT NULL));
