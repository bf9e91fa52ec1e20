-- CreateTable
CREATE TABLE "outside_erasures" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "outside_erasures_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateIndex
CREATE INDEX "outside_erasures_due_at_idx" ON "outside_erasures"("due_at");

-- AddForeignKey
ALTER TABLE "outside_erasures" ADD CONSTRAINT "outside_erasures_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Tenants -----------------------------------------------------------------------------------------------------------
SELECT protect_tenant_table('outside_erasures'::regclass);
