//! `use_media_permission`: the state of a permission.

use leptos::prelude::*;
use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// Reads the state of a permission and updates it until the component is unmounted. Never opens a prompt.
///
/// The state is [`Prompt`](PermissionState::Prompt) until the browser has returned it, in browsers that do not know the
/// permission, and on a server.
///
/// ```
/// use leptos::prelude::*;
/// use local_media_stream::{PermissionName, PermissionState};
/// use local_media_stream_leptos::use_media_permission;
///
/// #[component]
/// fn Hint() -> impl IntoView {
///     let camera = use_media_permission(PermissionName::Camera);
///     let denied = move || camera.get() == PermissionState::Denied;
///     view! { <p hidden=move || !denied()>"Allow the camera in the browser's site settings."</p> }
/// }
/// ```
pub fn use_media_permission(name: PermissionName) -> Signal<PermissionState> {
    let state = RwSignal::new(PermissionState::Prompt);
    let watch: StoredValue<BrowserOnly<PermissionWatch>> = StoredValue::new(None);
    // In an effect, because the first render must equal the server's HTML for hydration.
    Effect::new(move |_| {
        let on_change = move |new| drop(state.try_set(new));
        let new = PermissionWatch::new(name.clone(), on_change);
        watch.set_value(Some(SendWrapper::new(new)));
    });
    state.into()
}
