// The entry `/react`: hooks for React.
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { checkStreamConstraints, readOptions, toBoolean } from "./arguments.js";
import { CaptureModel, displayMedia, userMedia } from "./capture_model.js";
import { DeviceListModel } from "./device_list_model.js";
import { checkPermissionName } from "./permission_watch.js";
import { PermissionModel } from "./permission_model.js";

const useModel = (model) => useSyncExternalStore(model.subscribe, model.getSnapshot, model.getInitialSnapshot);

function useCapture(type, request, startsAtMount) {
  checkStreamConstraints(type.argument, request);
  const [model] = useState(() => new CaptureModel(type, request, startsAtMount));
  // Before the effect of useModel, which starts the capture.
  useEffect(() => model.setRequest(request));
  return useModel(model);
}

export function useUserMedia(constraints, options) {
  const { immediate } = readOptions("options", options, { immediate: toBoolean });
  return useCapture(userMedia, constraints, immediate);
}

export function useDisplayMedia(options = {}) {
  return useCapture(displayMedia, options, false);
}

export function useMediaDevices() {
  const [model] = useState(() => new DeviceListModel());
  return useModel(model);
}

export function useMediaPermission(name) {
  checkPermissionName(name);
  const model = useMemo(() => new PermissionModel(name), [name]);
  return useModel(model);
}
