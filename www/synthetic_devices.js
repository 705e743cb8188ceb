// Replaces the devices of the window that loads this module. The old page has no import map.
import { FakeMediaDevices } from "./pkg/testing.js";

export const devices = new FakeMediaDevices();
for (const device of [
  { kind: "videoinput", deviceId: "front", label: "Synthetic front camera", facingMode: "user", width: 1280, height: 720 },
  { kind: "videoinput", deviceId: "back", label: "Synthetic back camera", facingMode: "environment", width: 1920, height: 1080 },
  { kind: "audioinput", deviceId: "microphone", label: "Synthetic microphone" },
  { kind: "audioinput", deviceId: "headset", label: "Synthetic headset" },
]) devices.plug(device);
devices.install();
