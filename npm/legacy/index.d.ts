/// <reference lib="dom" />

/** The options of `install()`. By default, the shim adds missing members and replaces none. */
export interface LegacyOptions {
  /**
   * The semantics of `stop()`. `"modern"`: every track has ended when it returns. `"2012"`: it takes effect in a task,
   * without `ended` at the stream, and derived tracks end too. `"2011"`: it takes effect in a task, with `ended` at the
   * stream. In `"2011"`, `getUserMedia` also requests each kind that is not `false`.
   *
   * @default "modern"
   */
  era?: "modern" | "2012" | "2011" | undefined;
  /**
   * The names of errors: the current names, the two names of the 2013 draft (`PERMISSION_DENIED`,
   * `CONSTRAINT_NOT_SATISFIED`), or the names of Chrome in 2014 (`PermissionDeniedError`, …).
   *
   * @default "modern"
   */
  errorNames?: "modern" | "2013" | "2014" | undefined;
  /** Whether every `MediaStream` has `stop()`. Otherwise only `LocalMediaStream` has it. @default false */
  mediaStreamStop?: boolean | undefined;
  /** Whether `readyState` is a number, for streams and for the tracks of the shim. @default false */
  numericStates?: boolean | undefined;
  /**
   * Whether `URL.createObjectURL` accepts a stream, and media elements accept the URL or a stream as `src`.
   *
   * @default false
   */
  objectUrls?: boolean | undefined;
  /**
   * The prefixes of `navigator.getUserMedia`. Some libraries, such as webrtc-adapter, detect the browser by the
   * prefixed names. A prefix of another vendor therefore breaks pages that use them.
   *
   * @default ["", "moz"] in Firefox, ["", "webkit"] in other browsers
   */
  prefixes?: ReadonlyArray<"" | "webkit" | "moz"> | undefined;
  /**
   * Whether the native `getUserMedia` functions of `navigator` and `navigator.mediaDevices` are replaced. Otherwise
   * they return plain `MediaStream` objects. The option also replaces the `MediaStream` constructor by one that accepts
   * two lists of tracks, as in 2012.
   *
   * @default false
   */
  replaceNative?: boolean | undefined;
}

/**
 * Defines the removed interfaces and members, for every script of the page. A no-op if the shim is already installed:
 * the first options stay in effect until `uninstall()`.
 *
 * Throws a `NotSupportedError` in an environment without a page or without media streams. Throws a `TypeError` for an
 * invalid option, or if the page has sealed an object that the shim must change. Nothing is installed after an error.
 */
export function install(options?: LegacyOptions): void;

/**
 * Removes the shim and restores every property with its original attributes. Returns the names of the properties that
 * could not be restored because other code has changed or sealed them.
 */
export function uninstall(): string[];

/** Whether the shim is installed, by this copy or another one. */
export function isInstalled(): boolean;
