// Formats samples as Markdown tables.

function quartiles(samples) {
  const sorted = samples.toSorted((one, other) => one - other);
  return [0.25, 0.5, 0.75].map((part) => {
    const position = part * (sorted.length - 1);
    const below = sorted[Math.floor(position)];
    return below + (sorted[Math.ceil(position)] - below) * (position % 1);
  });
}
const median = (samples) => quartiles(samples)[1];

// Formats the median of microseconds with a suitable unit.
function time(samples) {
  const microseconds = median(samples);
  if (microseconds >= 1000) return `${(microseconds / 1000).toFixed(2)} ms`;
  if (microseconds >= 1) return `${microseconds.toFixed(2)} µs`;
  return `${(microseconds * 1000).toFixed(0)} ns`;
}

// The rows of a benchmark: the times of its variants, then one row per goal, which compares the crate with a variant.
function benchmarkRows({ name, goals, skipped, samples }) {
  const times = skipped ?? Object.entries(samples).map(([variant, all]) => `${variant} ${time(all)}`).join(", ");
  if (skipped || !goals.length) return [`| ${name} | ${times} | | | | | |`];
  return goals.map(([variant, goal], at) => {
    const ratio = median(samples.crate) / median(samples[variant]);
    const rounds = quartiles(samples.crate.map((sample, round) => sample / samples[variant][round]));
    const cells = at ? " | " : `${name} | ${times}`;
    const result = ratio <= goal ? "met" : "**missed**";
    return `| ${cells} | ${variant} | ${ratio.toFixed(2)} | ${rounds[0].toFixed(2)} – ${rounds[2].toFixed(2)} | ≤ ${goal} | ${result} |`;
  });
}

export function tables({ benchmarks, scaling, notes }) {
  return [
    navigator.userAgent,
    "",
    "| benchmark | time | compared with | ratio | quartiles | goal | |",
    "|---|---|---|---|---|---|---|",
    ...benchmarks.flatMap(benchmarkRows),
    "",
    "| scaling | 1 | 10 | 100 | 1000 |",
    "|---|---|---|---|---|",
    ...scaling.map(({ name, samples }) => `| ${name} | ${Object.values(samples).map(time).join(" | ")} |`),
    "",
    ...notes,
  ].join("\n");
}
