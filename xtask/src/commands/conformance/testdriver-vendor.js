// Replaces the suite's resources/testdriver-vendor.js. The camera and microphone permissions are always granted.
test_driver_internal.set_permission = async ({ descriptor, state }) => {
  const isGranted = state === "granted" && ["camera", "microphone"].includes(descriptor.name);
  if (!isGranted) throw new Error(`cannot set the permission ${descriptor.name} to ${state}`);
};
