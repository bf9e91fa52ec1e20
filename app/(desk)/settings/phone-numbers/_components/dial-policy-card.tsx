"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Select } from "@/components/ui/input";
import type { DialPolicy } from "@/lib/contracts/api/caller-ids";
import { setDialPolicyAction } from "../actions";
import { Failure } from "@/components/ui/failure";
import { Labelled } from "./labelled";
import { useChange } from "../../_components/use-change";

const regionNames = new Intl.DisplayNames(["en"], { type: "region" });
const nameOf = (iso: string) => regionNames.of(iso) ?? iso;
const OFFERED =
  "AT AU BE BR CA CH CZ DE DK ES FI FR GB GR HU IE IL IN IT JP LU MX NL NO NZ PL PT RO SE SG SK US ZA".split(" ");

/** Where calls may go, and where they never go. */
export function DialPolicyCard({ policy, mayChange }: Readonly<{ policy: DialPolicy; mayChange: boolean }>) {
  const { run, isPending, failure } = useChange();
  const [added, setAdded] = useState("");
  const { allowedCountries, isDefault } = policy;
  const save = (countries: string[] | null) =>
    run(
      () => setDialPolicyAction(countries),
      () => setAdded(""),
    );
  return (
    <Card title="Where calls may go" hint={isDefault ? "the countries of your own numbers" : undefined}>
      <div className="space-y-3 px-4 pb-4">
        <ul className="flex flex-wrap gap-1.5" aria-label="Allowed countries">
          {allowedCountries.length === 0 ? (
            <li className="text-13 text-text-3">Nowhere yet: with your first number its country is allowed.</li>
          ) : null}
          {allowedCountries.map((iso) => (
            <li key={iso}>
              <Chip>
                {nameOf(iso)}
                {mayChange ? (
                  <button
                    type="button"
                    aria-label={`Do not allow ${nameOf(iso)} any more`}
                    disabled={isPending}
                    onClick={() => save(allowedCountries.filter((each) => each !== iso))}
                    className="-mr-1 rounded-sm px-1 text-text-3 hover:text-text"
                  >
                    ×
                  </button>
                ) : null}
              </Chip>
            </li>
          ))}
        </ul>
        {mayChange ? (
          <div className="flex flex-wrap items-end gap-2">
            <Labelled label="Allow another country">
              {({ id }) => (
                <Select id={id} value={added} onChange={(event) => setAdded(event.target.value)} className="w-56">
                  <option value="">Choose</option>
                  {OFFERED.filter((iso) => !allowedCountries.includes(iso))
                    .map((iso) => ({ iso, name: nameOf(iso) }))
                    .sort((a, b) => a.name.localeCompare(b.name))
                    .map(({ iso, name }) => (
                      <option key={iso} value={iso}>
                        {name}
                      </option>
                    ))}
                </Select>
              )}
            </Labelled>
            <Button disabled={added === "" || isPending} onClick={() => save([...allowedCountries, added])}>
              Allow
            </Button>
            {isDefault ? null : (
              <Button look="ghost" disabled={isPending} onClick={() => save(null)}>
                Back to the countries of your numbers
              </Button>
            )}
          </div>
        ) : null}
        <Failure message={failure?.message ?? null} />
        <p className="text-13 text-pretty text-text-2">
          Never called, whatever is allowed: emergency and other short numbers, premium-rate, shared-cost and personal
          numbers, satellites, and numbers that do not exist. Nobody is told to reach emergency services through an
          agent; in the United States and Canada register an address for each number in the Twilio console if people
          call from it by other means.
        </p>
      </div>
    </Card>
  );
}
