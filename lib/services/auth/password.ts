import { hash, verify } from "@node-rs/argon2";

/** OWASP's figures for argon2id: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** argon2id, as a PHC string. */
export const hashPassword = (password: string): Promise<string> => hash(password, COST);

let decoy: Promise<string> | undefined;

/** Takes as long for a person who does not exist (null) as for one who does. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hash("nobody has this password", COST);
  const matches = await verify(passwordHash ?? (await decoy), password);
  return matches && passwordHash !== null;
}
