// Functions that tests in a browser share, without the package.
export function assert(condition, message) {
  if (!condition) throw new Error(message ?? "assertion failed");
}
export function equal(left, right, message = "") {
  assert(Object.is(left, right), `${message} ${String(left)} is not ${String(right)}`);
}
export function thrown(f) {
  try {
    f();
  } catch (error) {
    return error;
  }
}
export async function rejection(promise) {
  const [outcome] = await Promise.allSettled([promise]);
  equal(outcome.status, "rejected");
  return outcome.reason;
}
// The error must be a TypeError whose message starts with the name of the argument.
export function assertTypeError(error, name) {
  assert(error instanceof TypeError && error.message.startsWith(`${name} `), `${name}: ${error}`);
}

export const next = (target, type) => new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
// Waits for a task.
export const task = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); resolve(); };
  port2.postMessage(null);
});

export class Skip extends Error {}

// Runs tests one after the other. The results are in `window.outcome`, an array of { name, error?, skipped? }. The title
// of the page is the name of the running test.
export async function runTests(tests, run = (test) => test()) {
  const outcome = [];
  for (const [name, test] of Object.entries(tests)) {
    document.title = name;
    try {
      await run(test);
      outcome.push({ name });
    } catch (error) {
      outcome.push(error instanceof Skip ? { name, skipped: error.message } : { name, error: `${error}\n${error.stack}` });
    }
  }
  window.outcome = outcome;
}
