// Assertions of the checks.

/** The engine lacks what the check requires. */
export class Skip extends Error {}

export function assert(condition, message) {
  if (!condition) throw new Error(message);
}

export function equal(actual, expected, name) {
  assert(Object.is(actual, expected), `${name} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}`);
}

// Shorter than the limit for the whole page, so that the message names the condition.
const LIMIT = 30_000;

/** Waits until the condition holds. Returns its value. `describe` explains a failure. */
export async function until(name, condition, describe = () => "") {
  const end = performance.now() + LIMIT;
  for (;;) {
    const value = condition();
    if (value) return value;
    if (performance.now() > end) throw new Error(`Timeout: ${name}. ${describe()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
