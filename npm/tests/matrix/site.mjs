// Serves the site of `www` with the package, the checks of its pages in the folder `site`, and axe.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { serve } from "./server.mjs";

const here = import.meta.dirname;

// Collects the errors of a page, from before its first script.
const collector = `<script>
  window.problems = [];
  for (const level of ["error", "warn"]) console[level] = (...values) => problems.push(values.join(" "));
  addEventListener("error", ({ message, target }) => problems.push(message ?? "failed: " + (target.src ?? target.href)), true);
  addEventListener("unhandledrejection", ({ reason }) => problems.push("rejection: " + reason));
</script>`;

/** The pages with checks, in the order of the site. */
export const sitePages = ["index", "camera", "constraints", "photo", "recorder", "sound", "screen", "frames", "call", "diagnostics", "old"];

/** Serves the site. Returns its URL, and a function that ends the server. */
export function serveSite() {
  const folders = {
    "/pkg/": join(here, "../node_modules/local-media-stream"),
    "/check/": join(here, "site"),
    "/axe/": join(process.env.LMS_NODE_MODULES, "axe-core"),
    "/": process.env.LMS_SITE,
  };
  return serve(async (path) => {
    const prefix = Object.keys(folders).find((prefix) => path.startsWith(prefix));
    const content = await readFile(join(folders[prefix], path.slice(prefix.length) || "index.html"));
    const isPage = prefix === "/" && (path.endsWith("/") || path.endsWith(".html"));
    return isPage ? content.toString().replace("<head>", `<head>${collector}`) : content;
  });
}
