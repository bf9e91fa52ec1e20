import type { ReactNode } from "react";
import type { MemberResource } from "@/lib/contracts/members";
import { Ago } from "@/components/ui/ago";
import { Chip } from "@/components/ui/chip";
import { roleName } from "./role-words";

const head = "h-9 border-b border-line px-3 text-left text-12 font-medium text-text-3";
const cell = "px-3 py-2.5 align-middle border-b border-line";

type MemberTableProps = Readonly<{
  members: readonly MemberResource[];
  selfId: string;
  timeZone: string;
  actionsOf: ((member: MemberResource) => ReactNode) | null;
}>;

/** The people of the organization. The narrow screen says below the name what has no column of its own there. */
export function MemberTable({ members, selfId, timeZone, actionsOf }: MemberTableProps) {
  return (
    <div className="relative overflow-x-auto scroll-quiet" tabIndex={0} role="region" aria-label="Members">
      <table className="w-full border-separate border-spacing-0 text-13 [&_tr:last-child>td]:border-b-0">
        <thead>
          <tr>
            <th scope="col" className={`${head} pl-4`}>
              Person
            </th>
            <th scope="col" className={`${head} hidden sm:table-cell`}>
              Role
            </th>
            <th scope="col" className={`${head} hidden whitespace-nowrap sm:table-cell`}>
              Second factor
            </th>
            <th scope="col" className={`${head} hidden lg:table-cell`}>
              Last sign-in
            </th>
            {actionsOf ? (
              <th scope="col" className={`${head} pr-4 text-right`}>
                <span className="sr-only">Actions</span>
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <tr key={member.userId}>
              <td className={`${cell} pl-4`}>
                <div className="flex flex-wrap items-center gap-2">
                  <span className="font-medium">{member.name}</span>
                  {member.userId === selfId ? <Chip tone="accent">You</Chip> : null}
                  {member.isEmailVerified ? null : <Chip tone="warn">Address not confirmed</Chip>}
                </div>
                <div className="text-12 break-all text-text-3">{member.email}</div>
                <div className="text-12 text-text-3 sm:hidden">
                  {roleName(member.role)}, second factor {member.hasSecondFactor ? "on" : "off"}
                </div>
              </td>
              <td className={`${cell} hidden sm:table-cell`}>{roleName(member.role)}</td>
              <td className={`${cell} hidden sm:table-cell`}>
                {member.hasSecondFactor ? <Chip tone="good">On</Chip> : <Chip>Off</Chip>}
              </td>
              <td className={`${cell} hidden text-text-2 lg:table-cell`}>
                {member.lastSignInAt ? <Ago at={member.lastSignInAt} timeZone={timeZone} /> : "Never"}
              </td>
              {actionsOf ? <td className={`${cell} pr-4`}>{actionsOf(member)}</td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
