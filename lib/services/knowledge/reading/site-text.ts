import type { Block } from "@/lib/contracts/knowledge-blocks";
import { findBoilerplate, withoutBoilerplate } from "@/lib/domain/knowledge/clean";

/** As many pages tell what stands on all of them. */
const MOST_REMEMBERED = 30;

/**
 * Notices what stands on most pages of a site, such as its opening hours at the foot: the first pages keep it, the others are searched without, so that it
 * does not come up as often as the site has pages. Their text stays whole.
 */
export class SiteText {
  private readonly pages: (readonly Block[])[] = [];

  /** What a page alone says. */
  own(blocks: readonly Block[]): readonly Block[] {
    if (this.pages.length < MOST_REMEMBERED) this.pages.push(blocks);
    const own = withoutBoilerplate(blocks, findBoilerplate(this.pages));
    return own.length > 0 ? own : blocks;
  }
}
