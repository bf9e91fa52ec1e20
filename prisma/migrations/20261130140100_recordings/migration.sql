-- CreateTable
CREATE TABLE "recordings" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "call_id" UUID NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'kept',
    "start_ms" INTEGER NOT NULL DEFAULT 0,
    "end_ms" INTEGER NOT NULL DEFAULT 0,
    "bytes" BIGINT NOT NULL DEFAULT 0,
    "tier" TEXT NOT NULL DEFAULT 'hot',
    "started_at" TIMESTAMPTZ(3) NOT NULL,
    "held_at" TIMESTAMPTZ(3),
    "held_by" TEXT,
    "hold_reason" TEXT,
    "gone_at" TIMESTAMPTZ(3),
    "gone_by" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "recordings_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "recording_parts" (
    "organization_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "recording_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "start_ms" INTEGER NOT NULL,
    "duration_ms" INTEGER NOT NULL,
    "bytes" BIGINT NOT NULL,
    "sealed_key" TEXT NOT NULL,
    "peaks" TEXT NOT NULL,
    "peak_every_ms" INTEGER NOT NULL,

    CONSTRAINT "recording_parts_pkey" PRIMARY KEY ("organization_id","id")
);

-- CreateTable
CREATE TABLE "recording_listens" (
    "organization_id" UUID NOT NULL,
    "recording_id" UUID NOT NULL,
    "actor_id" TEXT NOT NULL,
    "last_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "recording_listens_pkey" PRIMARY KEY ("organization_id","recording_id","actor_id")
);

-- CreateIndex
CREATE INDEX "recordings_organization_id_started_at_id_idx" ON "recordings"("organization_id", "started_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "recordings_state_started_at_idx" ON "recordings"("state", "started_at");

-- CreateIndex
CREATE UNIQUE INDEX "recordings_organization_id_call_id_key" ON "recordings"("organization_id", "call_id");

-- CreateIndex
CREATE INDEX "recording_parts_organization_id_recording_id_idx" ON "recording_parts"("organization_id", "recording_id");

-- AddForeignKey
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_organization_id_fkey" FOREIGN KEY ("organization_id") REFERENCES "organizations"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recordings" ADD CONSTRAINT "recordings_organization_id_call_id_fkey" FOREIGN KEY ("organization_id", "call_id") REFERENCES "calls"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_parts" ADD CONSTRAINT "recording_parts_organization_id_recording_id_fkey" FOREIGN KEY ("organization_id", "recording_id") REFERENCES "recordings"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "recording_listens" ADD CONSTRAINT "recording_listens_organization_id_recording_id_fkey" FOREIGN KEY ("organization_id", "recording_id") REFERENCES "recordings"("organization_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
