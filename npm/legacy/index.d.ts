/// <reference lib="dom" />

/** What the shim is asked for. Without any of it, it adds what is missing and replaces nothing. */
export interface LegacyOptions {
  /**
   * What `stop()` does. `"modern"`: every track has ended when it returns. `"2012"`: it happens in a task of its own,
   * without `ended` at the stream, and what was derived from the stream ends with it. `"2011"`: in a task, with `ended`
   * at the stream; and `getUserMedia` asks for everything that is not refused with `false`.
   *
   * @default "modern"
   */
  era?: "modern" | "2012" | "2011";
  /**
   * What errors are called: today's names; the two of the draft of 2013 (`PERMISSION_DENIED`,
   * `CONSTRAINT_NOT_SATISFIED`); or Chrome's of 2014 (`PermissionDeniedError`, …).
   *
   * @default "modern"
   */
  errorNames?: "modern" | "2013" | "2014";
  /** Whether every `MediaStream` has a `stop()`, and not only a `LocalMediaStream`. @default false */
  mediaStreamStop?: boolean;
  /** Whether `readyState` is a number: of streams, and of the tracks that come from the shim. @default false */
  numericStates?: boolean;
  /** Whether `URL.createObjectURL` takes a stream, and an element's `src` what it gives. @default false */
  objectUrls?: boolean;
  /**
   * What stands before the name in `navigator`. Libraries tell browsers by these names: what does so, such as
   * webrtc-adapter, is to be loaded before the shim is installed, or the prefix left out.
   *
   * @default ["", "webkit", "moz"]
   */
  prefixes?: ReadonlyArray<"" | "webkit" | "moz">;
  /**
   * Whether the browser's own `getUserMedia`, of `navigator` and of `navigator.mediaDevices`, is replaced. Without it,
   * what these give in Chromium is no `LocalMediaStream`. And whether `MediaStream` is replaced by one that takes two
   * lists of tracks, as in 2012.
   *
   * @default false
   */
  replaceNative?: boolean;
}

/**
 * Puts the old interfaces and members in place, for every script of this page. Done twice it is done once: the first
 * options count until `uninstall()`.
 *
 * Throws a `NotSupportedError` where there is no page with streams, and a `TypeError` for an option that there is not or
 * where the page has sealed something that is needed. Nothing is installed then.
 */
export function install(options?: LegacyOptions): void;

/**
 * Takes everything away again: each property is what it was before, to the last flag. Gives the names of what could not
 * be put back, because somebody else has changed or sealed it since: as a rule, none.
 */
export function uninstall(): string[];

/** Whether the shim is in place, from here or from another copy of it. */
export function isInstalled(): boolean;
