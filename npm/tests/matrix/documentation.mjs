// Writes the JavaScript and TypeScript code of the guide and of the README, for a type checker.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";

const here = import.meta.dirname;

const extensions = { js: "js", ts: "ts", jsx: "jsx" };

/** Writes each code block to a file in `documentation/blocks`. Returns the number of files. */
export function writeCodeBlocks() {
  const folder = join(here, "documentation", "blocks");
  mkdirSync(folder, { recursive: true });
  const docs = join(process.env.LMS_SITE, "../docs");
  const pages = readdirSync(docs).filter((name) => name.endsWith(".md")).map((name) => join(docs, name));
  pages.push(join(here, "../node_modules/local-media-stream/README.md"));
  let count = 0;
  for (const page of pages) {
    for (const { 1: language, 2: code, index } of readFileSync(page, "utf8").matchAll(/^```(\w+)\n(.*?)^```/gms)) {
      const extension = extensions[language];
      if (!extension) continue;
      writeFileSync(join(folder, `${basename(page, ".md")}_${index}.${extension}`), code);
      count++;
    }
  }
  return count;
}
