//! `use_media_permission`: whether something is permitted.

use local_media_stream::headless::PermissionWatch;
use local_media_stream::{PermissionName, PermissionState};
use yew::prelude::*;

/// Whether something is permitted, for as long as the component is there. Nobody is asked.
///
/// It is [`Prompt`](PermissionState::Prompt) until the browser has answered, for good where the browser does not tell,
/// and on a server.
///
/// ```
/// use local_media_stream::{PermissionName, PermissionState};
/// use local_media_stream_yew::use_media_permission;
/// use yew::prelude::*;
///
/// #[component]
/// fn Hint() -> Html {
///     let denied = use_media_permission(PermissionName::Camera) == PermissionState::Denied;
///     html! { <p hidden={!denied}>{ "Allow the camera in the settings of this site." }</p> }
/// }
/// ```
#[hook]
pub fn use_media_permission(name: PermissionName) -> PermissionState {
    // With its name: what was told of another one is not to be told of this.
    let told = use_state_eq(|| (name.clone(), PermissionState::Prompt));
    {
        let setter = told.setter();
        // Not before the component is in the page: what is hydrated must be what the server has sent.
        use_effect_with(name.clone(), move |name| {
            let of = name.clone();
            let watch = PermissionWatch::new(name.clone(), move |state| setter.set((of.clone(), state)));
            move || drop(watch)
        });
    }
    if told.0 == name {
        told.1.clone()
    } else {
        PermissionState::Prompt
    }
}
