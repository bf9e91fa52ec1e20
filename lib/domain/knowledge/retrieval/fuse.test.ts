import { describe, expect, it } from "vitest";
import { fuseRanks } from "./fuse";

describe("fusion of two lists", () => {
  it("puts what both found before what one found higher up", () => {
    expect(fuseRanks(["a", "b", "c"], ["d", "b"]).map(({ id }) => id)).toEqual(["b", "a", "d", "c"]);
  });

  it("says where each was found", () => {
    expect(fuseRanks(["a"], ["b", "a"])[0]).toMatchObject({ id: "a", vectorRank: 1, wordsRank: 2 });
    expect(fuseRanks([], ["b"])).toMatchObject([{ id: "b", vectorRank: null, wordsRank: 1 }]);
  });
});
