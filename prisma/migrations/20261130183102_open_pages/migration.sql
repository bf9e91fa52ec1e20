-- Since when a member's page was last seen connected: a call can ring at somebody's screen only while one is open.
ALTER TABLE "memberships" ADD COLUMN "page_seen_at" TIMESTAMPTZ(3);
