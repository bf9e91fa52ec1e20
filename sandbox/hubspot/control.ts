import type { IncomingMessage, ServerResponse } from "node:http";
import { z } from "zod";
import { readControlInput, replyControl } from "../oauth/control-input";
import type { GrantBook } from "../oauth/grants";
import { linked, TYPES, type ObjectType, type Portal, type World } from "./model";

const account = z.string().min(1).max(120);
const type = z.enum(["tickets", "notes", "contacts"]);
const grantInput = z.strictObject({ account, clientId: z.string().min(1), scopes: z.array(z.string().min(1)).min(1) });
const objectInput = z.strictObject({
  account,
  type,
  properties: z.record(z.string(), z.string()),
  /** With the id of one that is there: what changes of it. */
  id: z.string().optional(),
});
const objectGone = z.strictObject({ account, id: z.string().min(1) });
const ofAccount = z.strictObject({ account });

/**
 * HubSpot's controls, for tests: what happens at HubSpot without the app.
 *
 * GET /control/hubspot?account= lists accounts with the records that are really there, the changes that apps asked for (`writes`) and consents ·
 * DELETE /control/hubspot?account= forgets · POST /control/hubspot/grants `{ account, clientId, scopes }` lets an app in without a page, and
 * gives its tokens · POST /control/hubspot/objects `{ account, type, properties, id? }` · POST /control/hubspot/objects/remove
 * `{ account, id }` · POST /control/hubspot/expire, /control/hubspot/revoke `{ account }` end its access tokens, its consents ·
 * POST /control/hubspot/late-failures takes back now all that a fault of kind `late-failure` accepted. Bad input is 400 `{ error }`.
 */
export class HubspotControl {
  constructor(
    private readonly world: World,
    private readonly grants: GrantBook,
    private readonly nowMs: () => number,
  ) {}

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<boolean> {
    if (!/^\/control\/hubspot(\/|$)/.test(url.pathname)) return false;
    await replyControl(response, () => this.answer(request, url));
    return true;
  }

  private async answer(request: IncomingMessage, url: URL): Promise<object | undefined> {
    const { world, grants } = this;
    const of = url.searchParams.get("account") ?? undefined;
    switch (`${request.method} ${url.pathname.replace(/\/+$/, "")}`) {
      case "GET /control/hubspot":
        return this.summary(of);
      case "DELETE /control/hubspot":
        world.clear(of);
        grants.clear(of);
        return { cleared: true };
      case "POST /control/hubspot/grants": {
        const input = await readControlInput(request, grantInput);
        const { grant, accessToken, expiresInS } = grants.grant({ ...input, offline: true });
        return { access_token: accessToken, refresh_token: grant.refreshToken, expires_in: expiresInS };
      }
      case "POST /control/hubspot/objects":
        return this.putObject(await readControlInput(request, objectInput));
      case "POST /control/hubspot/objects/remove": {
        const input = await readControlInput(request, objectGone);
        return { removed: world.portal(input.account).objects.delete(input.id) };
      }
      case "POST /control/hubspot/expire":
        return { expired: grants.expireAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/hubspot/revoke":
        return { revoked: grants.revokeAccount((await readControlInput(request, ofAccount)).account) };
      case "POST /control/hubspot/late-failures": {
        const undone = [...world.doomed];
        for (const undo of undone) undo();
        return { failed: undone.length };
      }
    }
    return undefined;
  }

  /** Somebody enters or changes a record by hand. */
  private putObject({ account: name, type: kind, properties, id }: z.output<typeof objectInput>): object {
    const portal = this.world.portal(name);
    const there = portal.objects.get(id ?? "");
    if (id !== undefined && !there) return { error: "There is no such record." };
    const nowMs = this.nowMs();
    const object = there
      ? { ...there, properties: { ...there.properties, ...properties }, updatedAtMs: nowMs }
      : {
          id: this.world.newObjectId(),
          type: kind,
          createdAtMs: nowMs,
          updatedAtMs: nowMs,
          archived: false,
          properties,
        };
    portal.objects.set(object.id, object);
    return { id: object.id };
  }

  private summary(name: string | undefined): object {
    const portals = [...this.world.portals.values()].filter((portal) => name === undefined || portal.name === name);
    return {
      accounts: portals.map((portal) => ({ account: portal.name, hubId: portal.hubId, objects: objectsIn(portal) })),
      writes: this.world.writes.filter((write) => name === undefined || write.account === name),
      grants: this.grants.list().filter((grant) => name === undefined || grant.account === name),
    };
  }
}

function objectsIn(portal: Portal): object[] {
  return [...portal.objects.values()].map(({ id, type: kind, archived, properties }) => ({
    id,
    type: kind,
    archived,
    properties,
    associations: (Object.keys(TYPES) as ObjectType[]).flatMap((other) => linked(portal, id, other)),
  }));
}
