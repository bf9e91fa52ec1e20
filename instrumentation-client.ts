/**
 * Runs before all else of a page. zod writes itself faster code with `new Function` where it may; the page's policy refuses that, and browsers
 * report the attempt. It looks here when it loads.
 */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });

export {};
