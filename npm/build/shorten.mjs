// Shortens what wasm-bindgen generates for bundlers: `node shorten.mjs FOLDER NAME`. Changes `NAME_bg.wasm` and writes its
// glue code to `NAME.js`.
//
// The names that a module and its glue code share contain hashes and types, which do not compress. They become `_0`,
// `_1`, …, which makes the entry `/` 1.7 KB (gzip) smaller. Exports that the glue code does not use are removed; wasm-opt
// then removes their code. The glue code also gets:
// - `imports`, the object of functions for `WebAssembly.instantiate`;
// - `start(exports)`, which connects it to an instance;
// - `workletUrl`, if the module has a worklet, which is then in the folder `worklet`: the file, and a JavaScript module that
//   contains it.
import { mkdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";

const IMPORTS = 2;
const EXPORTS = 7;
const FUNCTION = 0;
// The module starts with a magic number and a version, of four bytes each.
const HEADER = 8;

const [folder, name] = process.argv.slice(2);
const generated = `./${name}_bg.js`;
const glueModule = `./${name}.js`;
const wasmPath = `${folder}/${name}_bg.wasm`;
let glue = readFileSync(`${folder}/${generated}`, "utf8");

// Replaces generated code. Another version of wasm-bindgen can generate other code.
function replace(pattern, replacement) {
  if (!pattern.test(glue)) throw new Error(`${generated} has no ${pattern}`);
  glue = glue.replace(pattern, replacement);
}

// An AudioWorklet has neither class, and importing the package there must not throw. The workarounds for Safari before
// 14.1 (no `encodeInto`) and for pages that decode more than 2 GB of text are not needed.
const helpers = [
  [
    /let cachedTextDecoder = [\s\S]*?return cachedTextDecoder\.decode\(bytes\);\n}\n/,
    `const textDecoder = globalThis.TextDecoder && new TextDecoder("utf-8", { ignoreBOM: true });
const decodeText = (bytes) => textDecoder.decode(bytes);
`,
  ],
  [
    /const cachedTextEncoder = [\s\S]*?\n}\n/,
    "const textEncoder = globalThis.TextEncoder && new TextEncoder();\n",
  ],
  [
    /function passStringToWasm0[\s\S]*?\n}\n/,
    `function passStringToWasm0(text, malloc) {
  const bytes = textEncoder.encode(text);
  const address = malloc(bytes.length, 1) >>> 0;
  getUint8ArrayMemory0().set(bytes, address);
  WASM_VECTOR_LEN = bytes.length;
  return address;
}
`,
  ],
];
// A module has only the helpers that it uses.
for (const [pattern, replacement] of helpers) glue = glue.replace(pattern, replacement);
if (/cachedText/.test(glue)) throw new Error(`${generated} has unknown helpers for texts`);

// Each entry that uses the module can start it. The first instance remains: objects of Rust belong to one instance.
replace(
  /export function __wbg_set_wasm[\s\S]*?\n}\n/,
  `export function start(exports) {
  if (wasm) return;
  wasm = exports;
  wasm.__wbindgen_start();
}
`,
);

// wasm-bindgen writes the file of `link_to!` to a folder whose name has a hash.
const linked = glue.match(/new URL\('(snippets\/[^']*\/worklet\.js)', import\.meta\.url\)\.toString\(\)/);
if (linked) {
  const [expression, file] = linked;
  const source = readFileSync(`${folder}/${file}`, "utf8");
  rmSync(`${folder}/snippets`, { recursive: true });
  mkdirSync(`${folder}/worklet`);
  writeFileSync(`${folder}/worklet/worklet.js`, source);
  const copy = `// worklet.js, for environments that cannot load it.\nexport default ${JSON.stringify(source)};\n`;
  writeFileSync(`${folder}/worklet/inlined.js`, copy);
  glue = glue.replace(expression, "workletUrl()");
  glue += 'export const workletUrl = () => new URL("./worklet/worklet.js", import.meta.url).href;\n';
}

const names = { next: 0, short: () => `_${(names.next++).toString(36)}` };

// Reads the numbers and strings of a section.
class Reader {
  #bytes;
  #at = 0;

  constructor(bytes) {
    this.#bytes = bytes;
  }

  get isAtEnd() {
    return this.#at >= this.#bytes.length;
  }

  byte() {
    return this.#bytes[this.#at++];
  }

  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return value >>> 0;
    }
  }

  bytes(length) {
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  string() {
    return this.bytes(this.number()).toString();
  }
}

function encodeNumber(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return [...bytes, value];
}

const encodeString = (text) => [...encodeNumber(Buffer.byteLength(text)), ...Buffer.from(text)];
const encodeList = (entries) => Buffer.from([...encodeNumber(entries.length), ...entries.flat()]);

// Renames the functions that the module imports, and imports all of them from the glue code.
function shortenImports(reader) {
  const functions = [];
  const entries = Array.from({ length: reader.number() }, () => {
    const [module, name, kind] = [reader.string(), reader.string(), reader.byte()];
    if (module !== generated || kind !== FUNCTION) throw new Error(`the import ${name} is not a function of the glue code`);
    const short = names.short();
    functions.push(short);
    replace(new RegExp(`(export (?:function|const) )${name}\\b`), `$1${short}`);
    return [...encodeString(glueModule), ...encodeString(short), kind, ...encodeNumber(reader.number())];
  });
  glue += `export const imports = { "${glueModule}": { ${functions.join(", ")} } };\n`;
  return encodeList(entries);
}

// Renames the exports that the glue code uses, and removes the others.
function shortenExports(reader) {
  const exports = Array.from({ length: reader.number() }, () => [reader.string(), reader.byte(), reader.number()]);
  const used = new Map();
  glue = glue.replace(/\bwasm\.(\w+)/g, (_, name) => {
    if (!used.has(name)) used.set(name, names.short());
    return `wasm.${used.get(name)}`;
  });
  const kept = exports.filter(([name]) => used.has(name));
  if (kept.length !== used.size) throw new Error("the glue code uses an export that does not exist");
  return encodeList(kept.map(([name, kind, index]) => [...encodeString(used.get(name)), kind, ...encodeNumber(index)]));
}

const wasm = readFileSync(wasmPath);
const sections = new Reader(wasm.subarray(HEADER));
const output = [wasm.subarray(0, HEADER)];
while (!sections.isAtEnd) {
  const id = sections.byte();
  let content = sections.bytes(sections.number());
  if (id === IMPORTS) content = shortenImports(new Reader(content));
  if (id === EXPORTS) content = shortenExports(new Reader(content));
  output.push(Buffer.from([id, ...encodeNumber(content.length)]), content);
}
writeFileSync(wasmPath, Buffer.concat(output));
writeFileSync(`${folder}/${glueModule}`, glue);
unlinkSync(`${folder}/${generated}`);
