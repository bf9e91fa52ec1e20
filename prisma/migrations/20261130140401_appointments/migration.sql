-- CreateEnum
CREATE TYPE "appointment_resource_kind" AS ENUM ('staff', 'room');

-- CreateEnum
CREATE TYPE "appointment_state" AS ENUM ('held', 'booked', 'canceled');

-- CreateTable
CREATE TABLE "appointment_services" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "duration_minutes" INTEGER NOT NULL,
    "price_minor" INTEGER,
    "currency" TEXT NOT NULL DEFAULT 'USD',
    "buffer_before_minutes" INTEGER NOT NULL DEFAULT 0,
    "buffer_after_minutes" INTEGER NOT NULL DEFAULT 0,
    "notice_minutes" INTEGER NOT NULL DEFAULT 60,
    "horizon_days" INTEGER NOT NULL DEFAULT 60,
    "step_minutes" INTEGER NOT NULL DEFAULT 30,
    "capacity" INTEGER NOT NULL DEFAULT 1,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_services_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "appointment_resources" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "kind" "appointment_resource_kind" NOT NULL,
    "name" TEXT NOT NULL,
    "weekly_hours" JSONB,
    "days_off" JSONB NOT NULL DEFAULT '[]',
    "active" BOOLEAN NOT NULL DEFAULT true,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointment_resources_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "appointment_service_resources" (
    "organization_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,

    CONSTRAINT "appointment_service_resources_pkey" PRIMARY KEY ("organization_id","service_id","resource_id")
);

-- CreateTable
CREATE TABLE "appointments" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "business_id" UUID NOT NULL,
    "service_id" UUID NOT NULL,
    "state" "appointment_state" NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "ends_at" TIMESTAMPTZ(3) NOT NULL,
    "staff_id" UUID,
    "room_id" UUID,
    "customer_name" TEXT NOT NULL DEFAULT '',
    "customer_phone" TEXT,
    "customer_email" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en-US',
    "call_id" UUID,
    "held_until" TIMESTAMPTZ(3),
    "canceled_at" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "appointments_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "appointment_claims" (
    "organization_id" UUID NOT NULL,
    "appointment_id" UUID NOT NULL,
    "resource_id" UUID NOT NULL,
    "lane" INTEGER NOT NULL DEFAULT 0,
    "session" TEXT NOT NULL,
    "seat" INTEGER NOT NULL DEFAULT 0,
    "claimed_from" TIMESTAMPTZ(3) NOT NULL,
    "claimed_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "appointment_claims_pkey" PRIMARY KEY ("organization_id","appointment_id","resource_id")
);

-- CreateIndex
CREATE INDEX "appointment_services_organization_id_business_id_idx" ON "appointment_services"("organization_id", "business_id");

-- CreateIndex
CREATE INDEX "appointment_resources_organization_id_business_id_idx" ON "appointment_resources"("organization_id", "business_id");

-- CreateIndex
CREATE INDEX "appointments_organization_id_starts_at_id_idx" ON "appointments"("organization_id", "starts_at", "id");

-- CreateIndex
CREATE INDEX "appointments_organization_id_business_id_starts_at_idx" ON "appointments"("organization_id", "business_id", "starts_at");

-- CreateIndex
CREATE INDEX "appointments_organization_id_customer_phone_starts_at_idx" ON "appointments"("organization_id", "customer_phone", "starts_at");

-- CreateIndex
CREATE INDEX "appointments_organization_id_call_id_idx" ON "appointments"("organization_id", "call_id");

-- CreateIndex
CREATE UNIQUE INDEX "appointment_claims_organization_id_resource_id_lane_session_key" ON "appointment_claims"("organization_id", "resource_id", "lane", "session", "seat");

-- AddForeignKey
ALTER TABLE "appointment_services" ADD CONSTRAINT "appointment_services_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_services" ADD CONSTRAINT "appointment_services_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_resources" ADD CONSTRAINT "appointment_resources_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_resources" ADD CONSTRAINT "appointment_resources_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_service_resources" ADD CONSTRAINT "appointment_service_resources_organization_id_service_id_fkey" FOREIGN KEY ("organization_id", "service_id") REFERENCES "appointment_services"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_service_resources" ADD CONSTRAINT "appointment_service_resources_organization_id_resource_id_fkey" FOREIGN KEY ("organization_id", "resource_id") REFERENCES "appointment_resources"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_organization_id_business_id_fkey" FOREIGN KEY ("organization_id", "business_id") REFERENCES "businesses"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointments" ADD CONSTRAINT "appointments_organization_id_service_id_fkey" FOREIGN KEY ("organization_id", "service_id") REFERENCES "appointment_services"("organization_id", "id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "appointment_claims" ADD CONSTRAINT "appointment_claims_organization_id_appointment_id_fkey" FOREIGN KEY ("organization_id", "appointment_id") REFERENCES "appointments"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
