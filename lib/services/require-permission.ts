import type { ServiceContext } from "./context";
import { ServiceError } from "./errors";
import type { Permission } from "./permissions";

/** Throws FORBIDDEN unless the caller has the permission. The first line of every verb. */
export function requirePermission(context: Pick<ServiceContext, "permissions">, permission: Permission): void {
  if (context.permissions.has(permission)) return;
  throw new ServiceError(
    "FORBIDDEN",
    `You need the permission ${permission} for this. Ask an owner or admin of the organization.`,
  );
}
