// Tests of logic have no document, and need not load React for it.
if (typeof document !== "undefined") await import("./setup-document.ts");

export {};
