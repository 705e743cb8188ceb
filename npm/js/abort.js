// Requests that an `AbortSignal` can cancel.
import { check, hasMethod } from "./arguments.js";

// Returns the signal of a request, if any. Recognizes it by its members: it can be of another window.
export function signalOf(requestOptions) {
  // As in the browser's functions, `null` means no options, or no signal.
  check(requestOptions == null || typeof requestOptions === "object", "requestOptions", "an object");
  const signal = requestOptions?.signal ?? undefined;
  const isSignal = typeof signal?.aborted === "boolean" && hasMethod(signal, "addEventListener");
  check(signal === undefined || isSignal, "signal", "an AbortSignal");
  return signal;
}

// Chrome before 98 and Safari before 15.4 have no `reason`.
const reasonOf = ({ reason = new DOMException("The request was aborted.", "AbortError") }) => reason;

export function throwIfAborted(signal) {
  if (signal?.aborted) throw reasonOf(signal);
}

// Starts a request. When the signal is aborted, cancels the request and rejects with the reason of the signal.
export async function abortable(signal, start, cancel) {
  throwIfAborted(signal);
  const request = start();
  if (!signal) return request;
  return new Promise((resolve, reject) => {
    const stopListening = () => signal.removeEventListener("abort", abort);
    function abort() {
      stopListening();
      reject(reasonOf(signal));
      cancel(request);
    }
    signal.addEventListener("abort", abort);
    // Removes the listener before the promise settles: a later abort does not cancel a settled request.
    request.finally(stopListening).then(resolve, reject);
  });
}
