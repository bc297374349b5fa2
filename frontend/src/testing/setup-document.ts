import "@testing-library/jest-dom/vitest";
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

afterEach(cleanup);

// happy-dom lays nothing out, and a list without height shows no rows. Its elements do not all inherit from the global
// HTMLElement, so the class that a real element gets these properties from is looked up.
let owner: object = document.createElement("div");
while (!Object.hasOwn(owner, "clientHeight")) owner = Object.getPrototypeOf(owner);
Object.defineProperty(owner, "clientHeight", { get: () => 600 });
Object.defineProperty(owner, "clientWidth", { get: () => 360 });
Object.defineProperty(owner, "offsetHeight", { get: () => 58 });
Object.defineProperty(owner, "offsetWidth", { get: () => 32 });
