import { createHmac, randomBytes } from "node:crypto";
import type { Transaction } from "@/lib/db/transaction";
import { sharedEnv } from "@/lib/env/shared";
import { deriveKey } from "../derive-key";

/** 32 characters that are not taken for each other: no 0 O 1 I. */
const ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const HALF_LENGTH = 5;
const CODES = 10;

/** XXXXX-XXXXX: 50 random bits. */
function newCode(): string {
  const characters = Array.from(randomBytes(2 * HALF_LENGTH), (byte) => ALPHABET.charAt(byte % ALPHABET.length));
  return `${characters.slice(0, HALF_LENGTH).join("")}-${characters.slice(HALF_LENGTH).join("")}`;
}

/** Case, spaces and dashes do not matter. */
const bare = (code: string) => code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");

const hashOf = (userId: string, code: string): string =>
  createHmac("sha256", deriveKey(sharedEnv().NEXTAUTH_SECRET, "recovery codes"))
    .update(`${userId}:${bare(code)}`)
    .digest("hex");

/** Gives the person ten new codes, to be shown once; older ones are void. Needs a system transaction. */
export async function replaceRecoveryCodes(tx: Transaction, userId: string, now: Date): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode);
  await tx.recoveryCode.deleteMany({ where: { userId } });
  await tx.recoveryCode.createMany({
    data: codes.map((code) => ({ userId, hash: hashOf(userId, code), createdAt: now })),
  });
  return codes;
}

/** Takes a code, once: true when it was the person's and unused. */
export async function takeRecoveryCode(tx: Transaction, userId: string, code: string, now: Date): Promise<boolean> {
  const { count } = await tx.recoveryCode.updateMany({
    where: { userId, hash: hashOf(userId, code), usedAt: null },
    data: { usedAt: now },
  });
  return count === 1;
}

export const countRecoveryCodes = (tx: Transaction, userId: string): Promise<number> =>
  tx.recoveryCode.count({ where: { userId, usedAt: null } });
