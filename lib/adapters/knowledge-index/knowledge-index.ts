/** Whose vectors: one business's, made by one model at one size. */
export type Namespace = { organizationId: string; businessId: string; embeddedBy: string; dimensions: number };

/** Vectors one after the other, little-endian float32, as hex; `ids`: 16 bytes each, in the same order, as hex. */
export type VectorBatch = { ids: string; vectors: string };

/** Where the vectors of a namespace are kept for good. */
export type VectorSource = {
  /**
   * What of a business may be found, 52 bytes each, big-endian, as hex: the chunk's id (16), its document's id (16), a stamp that changes with the
   * chunk (4), and from when until when it holds (8 and 8, seconds since 1970, open ends infinite).
   */
  listing(): Promise<string>;
  /** Of those of these that are still there. */
  vectors(ids: readonly string[]): Promise<VectorBatch>;
};

export type VectorSearch = {
  vector: Float32Array;
  limit: number;
  /** Those of these documents alone. */
  documents?: readonly string[] | undefined;
  at: Date;
};

export type VectorHit = { id: string; cosine: number };

/** Finds the nearest vectors of one business. */
export interface KnowledgeIndex {
  /** Brings the namespace to what its source has: adds what is new or changed, removes the rest. */
  refresh(namespace: Namespace, source: VectorSource): Promise<void>;
  /** Best first. Null: the namespace is not there (any more) and wants a `refresh`. */
  search(namespace: Namespace, search: VectorSearch): Promise<VectorHit[] | null>;
  /** The cosine of each of these chunks, where it has one. */
  cosines(namespace: Namespace, vector: Float32Array, ids: readonly string[]): Promise<Map<string, number>>;
  /** Forgets all vectors of a business. */
  remove(businessId: string): Promise<void>;
  close(): Promise<void>;
}
