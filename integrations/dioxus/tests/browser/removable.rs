//! A component whose content a button mounts and unmounts.

use dioxus::prelude::*;

/// Is empty at first. The button `.remove` mounts and unmounts the children.
#[component]
pub fn Removable(children: Element) -> Element {
    let mut removed = use_signal(|| true);
    rsx! {
        if !removed() {
            {children}
        }
        button { class: "remove", onclick: move |_| removed.toggle(), "Mount or unmount" }
    }
}
