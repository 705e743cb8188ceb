// The entry `/photo`: photos and frames of video tracks. It has its own wasm module.
import { check, checkTrack, readOptions, toBoolean, toOneOf, toU32 } from "./arguments.js";
import { addErrors } from "./errors.js";
import * as wasm from "./photo/local_media_stream.js";
import { init } from "./photo_module.js";
import { timeoutErrors } from "./timeout_errors.js";

export { describeError, errorHelp, errorKind } from "./errors.js";
export { init } from "./photo_module.js";

addErrors(timeoutErrors);

function toSide(name, value) {
  check(value === undefined || (Number.isInteger(value) && value >= 1 && value <= 16384), name, "an integer from 1 to 16384");
  return value;
}

function toQuality(name, value) {
  check(value === undefined || (typeof value === "number" && value >= 0 && value <= 1), name, "a number from 0 to 1");
  return value;
}

const toOptionalBoolean = (name, value) => (value === undefined ? undefined : toBoolean(name, value));

const readPhotoOptions = (options) =>
  readOptions("options", options, {
    width: toSide,
    height: toSide,
    fillLightMode: toOneOf(["auto", "off", "flash"]),
    redEyeReduction: toOptionalBoolean,
    format: toOneOf(["image/png", "image/jpeg", "image/webp"]),
    quality: toQuality,
    mirrored: toBoolean,
    timeoutMs: toU32,
  });

export async function takePhoto(track, options) {
  checkTrack(track);
  const { width, height, fillLightMode, redEyeReduction, format, quality, mirrored, timeoutMs } = readPhotoOptions(options);
  await init();
  return wasm.takePhoto(track, width, height, fillLightMode, redEyeReduction, format, quality, mirrored, timeoutMs);
}

export async function grabFrame(track, options) {
  checkTrack(track);
  const { timeoutMs } = readOptions("options", options, { timeoutMs: toU32 });
  await init();
  return wasm.grabFrame(track, timeoutMs);
}
