//! `PermissionWatch`: whether something is permitted, whenever that changes.

use std::cell::RefCell;
use std::fmt;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::devices::{PermissionName, PermissionState, PermissionStatus};
use crate::events::EventListener;

/// Calls back with whether something is permitted: once when the browser has told it, and whenever that has changed. A
/// browser that does not tell never calls, which means that it would [ask](PermissionState::Prompt).
///
/// # Drop behavior
/// Dropping it ends the watch.
#[must_use = "it watches only for as long as it is kept"]
pub struct PermissionWatch {
    listener: Rc<RefCell<Option<EventListener>>>,
}

impl PermissionWatch {
    /// Watches this permission. Where there is no page, nobody is ever called.
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
                let told = Rc::clone(&on_change);
                listener.replace(Some(status.on_change(move |state| told(state))));
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
