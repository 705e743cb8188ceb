//! `use_media_permission`: the state of a permission.

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};

use crate::media_capture::set_if_mounted;

/// Reads the state of a permission and updates it until the component is unmounted. Never opens a prompt.
///
/// The state is [`Prompt`](PermissionState::Prompt) until the browser has returned it, in browsers that do not know the
/// permission, and on a server.
///
/// ```
/// use dioxus::prelude::*;
/// use local_media_stream::{PermissionName, PermissionState};
/// use local_media_stream_dioxus::use_media_permission;
///
/// #[component]
/// fn Hint() -> Element {
///     let camera = use_media_permission(PermissionName::Camera);
///     let denied = camera() == PermissionState::Denied;
///     rsx! {
///         p { hidden: !denied, "Allow the camera in the browser's site settings." }
///     }
/// }
/// ```
pub fn use_media_permission(name: PermissionName) -> ReadSignal<PermissionState> {
    let state = use_signal(|| PermissionState::Prompt);
    let mut watch = use_hook(|| CopyValue::new(None::<PermissionWatch>));
    // In an effect, because the first render must equal the server's HTML for hydration.
    use_effect(use_reactive((&name,), move |(name,)| {
        if watch.peek().is_some() {
            // The name has changed: the state of the previous permission does not apply.
            set_if_mounted(state, PermissionState::Prompt);
        }
        // Signals can only be written inside the runtime.
        let on_change = Runtime::wrap_closure(move |new| set_if_mounted(state, new));
        watch.set(Some(PermissionWatch::new(name, on_change)));
    }));
    use_hook(|| state.into())
}
