// What pages of today's suite ask the browser's driver for. Here it is granted from the start, and cannot be taken.
test_driver_internal.set_permission = async ({ descriptor, state }) => {
  const isGranted = state === "granted" && ["camera", "microphone"].includes(descriptor.name);
  if (!isGranted) throw new Error(`no way to have ${descriptor.name} ${state}`);
};
