//! `PermissionWatch`: the changes of a permission.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::devices::{PermissionName, PermissionState, PermissionStatus};
use crate::events::EventListener;

/// A watch of a permission. It calls back with the first state that the browser reports, and with every change.
///
/// In a browser that does not expose the permission, it never calls back. Assume
/// [`Prompt`](PermissionState::Prompt) then.
///
/// # Drop behavior
/// Dropping it ends the watch.
#[must_use = "the watch ends when it is dropped"]
pub struct PermissionWatch {
    listener: Rc<RefCell<Option<EventListener>>>,
}

impl PermissionWatch {
    /// Watches a permission. Outside a page the callback is never called.
    pub fn new(name: PermissionName, on_change: impl Fn(PermissionState) + 'static) -> Self {
        let listener = Rc::new(RefCell::default());
        if cfg!(target_family = "wasm") {
            let watch = Rc::downgrade(&listener);
            let query = PermissionStatus::query(name);
            spawn_local(async move {
                let status = query.await;
                let Some(listener) = watch.upgrade().filter(|_| status.is_known()) else {
                    return;
                };
                let on_change = Rc::new(on_change);
                let callback = Rc::clone(&on_change);
                listener.replace(Some(status.on_change(move |state| callback(state))));
                drop(listener);
                on_change(status.state());
            });
        }
        PermissionWatch { listener }
    }
}

impl fmt::Debug for PermissionWatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PermissionWatch")
            .field(&self.listener.borrow())
            .finish()
    }
}
