// The entry `/vue`: composables for Vue.
import { computed, getCurrentInstance, onMounted, onScopeDispose, shallowRef, toValue, watch } from "vue";
import { readOptions, toBoolean } from "./arguments.js";
import { CaptureModel, displayMedia, userMedia } from "./capture_model.js";
import { DeviceListModel } from "./device_list_model.js";
import { PermissionModel } from "./permission_model.js";

// Returns the snapshot of a model, which is active until the scope ends. `source` returns the model.
function useModel(source) {
  const snapshot = shallowRef(source().getSnapshot());
  const isMounted = shallowRef(!getCurrentInstance());
  // The first render must equal that of the server.
  if (!isMounted.value) onMounted(() => (isMounted.value = true));
  const activate = ([model, isMounted], _previous, onCleanup) => {
    if (!isMounted) return;
    const update = () => (snapshot.value = model.getSnapshot());
    const deactivate = model.subscribe(update);
    onCleanup(() => {
      deactivate();
      update();
    });
    update();
  };
  watch([source, isMounted], activate, { immediate: true, flush: "sync" });
  return snapshot;
}

const refsOf = (snapshot, names) =>
  Object.fromEntries(names.map((name) => [name, computed(() => snapshot.value[name])]));
// Functions of the current snapshot, so that they are reactive.
const functionsOf = (snapshot, names) =>
  Object.fromEntries(names.map((name) => [name, (...args) => snapshot.value[name](...args)]));

function useCapture(type, request, startsAtMount) {
  const model = new CaptureModel(type, toValue(request), startsAtMount);
  const snapshot = useModel(() => model);
  const update = () => model.setRequest(toValue(request));
  // JSON has every member, so that changes of members are observed.
  watch(() => JSON.stringify(toValue(request)), update);
  return {
    ...refsOf(snapshot, ["state", "isLive", "stream", "error", "loss", "capture"]),
    ...functionsOf(snapshot, ["stateOf"]),
    attach: model.attach,
    // The request may have changed in the same event handler.
    start() {
      update();
      model.start();
    },
    stop: model.stop,
    restart() {
      update();
      model.restart();
    },
  };
}

export function useUserMedia(constraints, options) {
  const { immediate } = readOptions("options", options, { immediate: toBoolean });
  return useCapture(userMedia, constraints, immediate);
}

export function useDisplayMedia(options = {}) {
  return useCapture(displayMedia, options, false);
}

export function useMediaDevices() {
  const model = new DeviceListModel();
  const snapshot = useModel(() => model);
  return {
    ...refsOf(snapshot, ["devices", "error"]),
    ...functionsOf(snapshot, ["ofKind", "names", "selected", "constrain"]),
    select: model.select,
    refresh: model.refresh,
  };
}

export function useMediaPermission(name) {
  const model = computed(() => new PermissionModel(toValue(name)));
  return useModel(() => model.value);
}
