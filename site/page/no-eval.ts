/** Before anything else is loaded: zod is told that it may not write code, which the page's own policy forbids. */
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
