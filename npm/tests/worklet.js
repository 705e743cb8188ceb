// Imports every entry in an AudioWorklet, which has neither `TextDecoder` nor `URL` nor `fetch`.
import "./pkg/index.js";
import "./pkg/full.js";
import "./pkg/bundler.js";
import "./pkg/full_bundler.js";
import "./pkg/audio.js";
import "./pkg/audio_bundler.js";
import "./pkg/photo.js";
import "./pkg/photo_bundler.js";
import "./pkg/recorder.js";
import "./pkg/recorder_bundler.js";
import "./pkg/testing.js";
import "./pkg/legacy/index.js";

registerProcessor("imported", class extends AudioWorkletProcessor {});
