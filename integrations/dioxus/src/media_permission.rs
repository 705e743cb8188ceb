//! `use_media_permission`: whether something is permitted.

use dioxus::core::Runtime;
use dioxus::prelude::*;
use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};

use crate::media_capture::put;

/// Whether something is permitted, for as long as the component is there. Nobody is asked.
///
/// It is [`Prompt`](PermissionState::Prompt) until the browser has answered, for good where the browser does not tell,
/// and on a server.
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
///         p { hidden: !denied, "Allow the camera in the settings of this site." }
///     }
/// }
/// ```
pub fn use_media_permission(name: PermissionName) -> ReadSignal<PermissionState> {
    let state = use_signal(|| PermissionState::Prompt);
    let mut watch = use_hook(|| CopyValue::new(None::<PermissionWatch>));
    // Not before the component is in the page: what is hydrated must be what the server has sent.
    use_effect(use_reactive((&name,), move |(name,)| {
        if watch.peek().is_some() {
            // What was told of another one is not to be told of this.
            put(state, PermissionState::Prompt);
        }
        // What happens outside of Dioxus is told inside.
        let tell = Runtime::wrap_closure(move |new| put(state, new));
        watch.set(Some(PermissionWatch::new(name, tell)));
    }));
    use_hook(|| state.into())
}
