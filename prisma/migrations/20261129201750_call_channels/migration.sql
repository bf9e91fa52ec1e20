-- CreateEnum
CREATE TYPE "call_channel" AS ENUM ('phone', 'browser');

-- CreateEnum
CREATE TYPE "call_kind" AS ENUM ('regular', 'test', 'widget');








-- AlterTable
ALTER TABLE "calls" ADD COLUMN     "channel" "call_channel" NOT NULL DEFAULT 'phone',
ADD COLUMN     "draft_config" JSONB,
ADD COLUMN     "draft_revision" INTEGER,
ADD COLUMN     "kind" "call_kind" NOT NULL DEFAULT 'regular',
ALTER COLUMN "agent_version_id" DROP NOT NULL;
