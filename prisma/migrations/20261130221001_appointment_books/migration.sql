-- CreateTable
CREATE TABLE "appointment_books" (
    "organization_id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "calendar_id" TEXT,
    "resources" JSONB NOT NULL DEFAULT '{}',
    "services" JSONB NOT NULL DEFAULT '{}',
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_books_pkey" PRIMARY KEY ("organization_id","business_id")
);

-- CreateTable
CREATE TABLE "appointment_entries" (
    "organization_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "vendor" TEXT NOT NULL,
    "calendar_id" TEXT NOT NULL,
    "external_id" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "problem" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "check_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_entries_pkey" PRIMARY KEY ("organization_id","appointment_id")
);

-- CreateIndex
CREATE INDEX "appointment_entries_check_at_idx" ON "appointment_entries"("check_at");

-- AddForeignKey
ALTER TABLE "appointment_books" ADD CONSTRAINT "appointment_books_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_books" ADD CONSTRAINT "appointment_books_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_entries" ADD CONSTRAINT "appointment_entries_organization_id_appointment_id_fkey" FOREIGN KEY ("organization_id", "appointment_id") REFERENCES "appointments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
