//! `use_media_permission`: the state of a permission.

use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};
use yew::prelude::*;

/// Reads the state of a permission and updates it until the component is unmounted. Never opens a prompt.
///
/// The state is [`Prompt`](PermissionState::Prompt) until the browser has returned it, in browsers that do not know the
/// permission, and on a server.
///
/// ```
/// use local_media_stream::{PermissionName, PermissionState};
/// use local_media_stream_yew::use_media_permission;
/// use yew::prelude::*;
///
/// #[component]
/// fn Hint() -> Html {
///     let denied = use_media_permission(PermissionName::Camera) == PermissionState::Denied;
///     html! { <p hidden={!denied}>{ "Allow the camera in the browser's site settings." }</p> }
/// }
/// ```
#[hook]
pub fn use_media_permission(name: PermissionName) -> PermissionState {
    // With the name, so that a changed name does not return the state of the previous permission.
    let reported = use_state_eq(|| (name.clone(), PermissionState::Prompt));
    {
        let setter = reported.setter();
        // In an effect, because the first render must equal the server's HTML for hydration.
        use_effect_with(name.clone(), move |name| {
            let key = name.clone();
            let watch = PermissionWatch::new(name.clone(), move |state| setter.set((key.clone(), state)));
            move || drop(watch)
        });
    }
    if reported.0 == name {
        reported.1.clone()
    } else {
        PermissionState::Prompt
    }
}
