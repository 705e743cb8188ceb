//! `use_media_permission`: whether something is permitted.

use leptos::prelude::*;
use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};
use send_wrapper::SendWrapper;

use crate::BrowserOnly;

/// Whether something is permitted, for as long as the component is there. Nobody is asked.
///
/// It is [`Prompt`](PermissionState::Prompt) until the browser has answered, for good where the browser does not tell,
/// and on a server.
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
///     view! { <p hidden=move || !denied()>"Allow the camera in the settings of this site."</p> }
/// }
/// ```
pub fn use_media_permission(name: PermissionName) -> Signal<PermissionState> {
    let state = RwSignal::new(PermissionState::Prompt);
    let watch: StoredValue<BrowserOnly<PermissionWatch>> = StoredValue::new(None);
    // Not before the component is in the page: what is hydrated must be what the server has sent.
    Effect::new(move |_| {
        let new = PermissionWatch::new(name.clone(), move |new| drop(state.try_set(new)));
        watch.set_value(Some(SendWrapper::new(new)));
    });
    state.into()
}
