-- Which models made an organization's vectors, and which pieces have another's than its embedder's: looked for when the model changed.
CREATE INDEX "knowledge_chunks_by_model" ON "knowledge_chunks" ("organization_id", "embedded_by", "document_id") WHERE "embedded_by" IS NOT NULL;
