// The code that requests constraints, in Rust and in TypeScript.

const enums = {
  cursor: "Cursor",
  displaySurface: "DisplaySurface",
  exposureMode: "MeteringMode",
  echoCancellation: "EchoCancellationMode",
  facingMode: "FacingMode",
  focusMode: "MeteringMode",
  humanFaceDetectionMode: "HumanFaceDetectionMode",
  resizeMode: "ResizeMode",
  whiteBalanceMode: "MeteringMode",
};

const capitalized = (text) => text[0].toUpperCase() + text.slice(1);
const toSnakeCase = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const toCamelCase = (text) => text.split("-").map(capitalized).join("");

/** Returns the code in TypeScript. */
export function toTypeScript(kind, constraints) {
  // Names that need no quotes have none.
  const object = JSON.stringify({ [kind]: constraints }, null, 2).replace(/"(\w+)":/g, "$1:");
  return `import { getUserMedia } from "local-media-stream";\n\nconst constraints: MediaStreamConstraints = ${object};\n`
    + "const stream = await getUserMedia(constraints);\n";
}

/** Returns the code in Rust. */
export function toRust(kind, constraints) {
  const used = new Set(["MediaStreamConstraints", "MediaTrackConstraints", "get_user_media"]);

  const use = (type) => (used.add(type), type);
  const number = (value, isFraction) => (isFraction && Number.isInteger(value) ? `${value}.0` : String(value));
  const point = ({ x, y }) => `${use("Point2D")} { x: ${number(x, true)}, y: ${number(y, true)} }`;
  const value = (name, value, isFraction) => {
    if (Array.isArray(value)) return `${use("PointsOfInterest")}(vec![${value.map(point).join(", ")}])`;
    if (typeof value === "number") return number(value, isFraction);
    if (typeof value !== "string") return String(value);
    return name in enums ? `${use(enums[name])}::${toCamelCase(value)}` : JSON.stringify(value);
  };
  const isSet = (constraint) => typeof constraint === "object" && constraint !== null && !Array.isArray(constraint);
  const isList = (name, value) => Array.isArray(value) && name !== "pointsOfInterest";
  const list = (name, values) => `[${values.map((item) => value(name, item)).join(", ")}]`;
  const constrain = (name, constraint) => {
    if (isList(name, constraint)) return `${use("Constrain")}::bare_any(${list(name, constraint)})`;
    if (!isSet(constraint)) return value(name, constraint);
    // The numbers of one constraint have one type.
    const isFraction = Object.values(constraint).some((item) => typeof item === "number" && !Number.isInteger(item));
    const calls = Object.entries(constraint).map(([strength, wanted], index) => {
      const method = isList(name, wanted) ? `${strength}_any` : strength;
      const argument = isList(name, wanted) ? list(name, wanted) : value(name, wanted, isFraction);
      return index === 0 ? `${use("Constrain")}::${method}(${argument})` : `.and_${method}(${argument})`;
    });
    return calls.join("");
  };
  const isEmpty = (constraint) => typeof constraint === "object" && Object.keys(constraint).length === 0;
  const setters = (set, indent) =>
    Object.entries(set)
      .filter(([name, constraint]) => name !== "advanced" && !isEmpty(constraint))
      .map(([name, constraint]) => `\n${indent}.${toSnakeCase(name)}(${constrain(name, constraint)})`)
      .join("");

  const indent = " ".repeat(12);
  const advanced = (constraints.advanced ?? []).map(
    (set) => `\n${indent}.advanced(${use("MediaTrackConstraintSet")}::new()${setters(set, `${indent}    `)})`,
  );
  const track = `MediaTrackConstraints::new()${setters(constraints, indent)}${advanced.join("")}`;
  const names = [...used, "LocalMediaStream", "MediaError"].sort(byStyle);
  return `use local_media_stream::{${wrapped(names)}};

pub async fn open() -> Result<LocalMediaStream, MediaError> {
    let constraints = MediaStreamConstraints::new().${kind}(
        ${track},
    );
    get_user_media(&constraints).await
}
`;
}

// rustfmt sorts types before functions.
const isType = (name) => /^[A-Z]/.test(name);
const byStyle = (a, b) => isType(b) - isType(a) || (a < b ? -1 : 1);

// Breaks a list of names as rustfmt does.
function wrapped(names) {
  const line = names.join(", ");
  if (line.length < 70) return line;
  const lines = [""];
  for (const name of names) {
    const last = lines.pop();
    lines.push(...(last.length + name.length < 104 ? [`${last} ${name},`] : [last, ` ${name},`]));
  }
  return `\n${lines.map((line) => `   ${line}\n`).join("")}`;
}
