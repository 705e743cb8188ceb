//! Events on top of gloo-events: a callback that is removed on drop ([`EventListener`]), and a stream above it
//! ([`EventStream`]).

mod activity;
mod callback;
mod listener;
mod native;
mod observers;
mod page_listener;
mod stream;

pub(crate) use activity::on_activity;
pub use listener::EventListener;
pub(crate) use native::listen;
pub(crate) use observers::{Observer, Topic, notify, observe};
pub use stream::EventStream;
pub(crate) use stream::push;

/// Defines two methods for each event of an interface: one that takes a callback, one that returns a stream. A row is
/// `/// doc` `on_name, name_events: "name";`. For an event with a payload it ends in `"name" => Type = read`, where
/// `read` is a `fn(&JsValue) -> Option<Type>`; an event for which it returns `None` is skipped.
macro_rules! events {
    ($( $(#[$doc:meta])* $on:ident, $events:ident: $name:literal $(=> $kind:ty = $read:path)?; )+) => { $(
        $crate::events::events!(@callback $(#[$doc])* $on $name $($kind = $read)?);
        $crate::events::events!(@stream $on $events $($kind)?);
    )+ };
    (@callback $(#[$doc:meta])* $on:ident $name:literal) => {
        $(#[$doc])*
        pub fn $on(&self, mut callback: impl FnMut() + 'static) -> $crate::EventListener {
            $crate::events::listen(self.as_ref(), $name, Box::new(move |_| callback()))
        }
    };
    (@callback $(#[$doc:meta])* $on:ident $name:literal $kind:ty = $read:path) => {
        $(#[$doc])*
        pub fn $on(&self, mut callback: impl FnMut($kind) + 'static) -> $crate::EventListener {
            $crate::events::listen(self.as_ref(), $name, Box::new(move |event| {
                if let Some(event) = $read(event) {
                    callback(event);
                }
            }))
        }
    };
    (@stream $on:ident $events:ident) => {
        #[doc = concat!("Returns the events of [`", stringify!($on), "`](Self::", stringify!($on), ") as a stream.")]
        pub fn $events(&self) -> $crate::EventStream<()> {
            $crate::EventStream::new(|sender| self.$on(move || $crate::events::push(&sender, ())))
        }
    };
    (@stream $on:ident $events:ident $kind:ty) => {
        #[doc = concat!("Returns the events of [`", stringify!($on), "`](Self::", stringify!($on), ") as a stream.")]
        pub fn $events(&self) -> $crate::EventStream<$kind> {
            $crate::EventStream::new(|sender| self.$on(move |event| $crate::events::push(&sender, event)))
        }
    };
}
pub(crate) use events;
