//! A component whose content a button mounts and unmounts.

use yew::prelude::*;

/// Is empty at first. The button `.remove` mounts and unmounts the children.
#[component]
pub fn Removable(props: &html::ChildrenProps) -> Html {
    let removed = use_state(|| true);
    let remove = {
        let removed = removed.clone();
        move |_: MouseEvent| removed.set(!*removed)
    };
    html! {
        <>
            if !*removed {
                { props.children.clone() }
            }
            <button class="remove" onclick={remove}>{ "Mount or unmount" }</button>
        </>
    }
}
