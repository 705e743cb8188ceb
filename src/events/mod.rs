//! Events, over gloo-events: a callback that is taken off on drop ([`EventListener`]), and above it a stream
//! ([`EventStream`]).

mod activity;
mod changes;
mod delivery;
mod event_listener;
mod event_stream;
mod subscription;

pub(crate) use activity::on_activity;
pub(crate) use changes::{Watching, changed, watch};
pub use event_listener::EventListener;
pub use event_stream::EventStream;
pub(crate) use event_stream::Inbox;
pub(crate) use subscription::listen;

/// Writes, for each event of an interface, the method that takes a callback and the one that gives a stream. A row is
/// `/// doc` `on_name, name_events: "name";`, and for an event that carries something `"name" => Type by read`, where
/// `read` is a `fn(&JsValue) -> Option<Type>`; an event from which it reads nothing is passed over.
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
        #[doc = concat!("What [`", stringify!($on), "`](Self::", stringify!($on), ") tells, as a stream.")]
        pub fn $events(&self) -> $crate::EventStream<()> {
            $crate::EventStream::new(|inbox| self.$on(move || inbox.push(())))
        }
    };
    (@stream $on:ident $events:ident $kind:ty) => {
        #[doc = concat!("What [`", stringify!($on), "`](Self::", stringify!($on), ") tells, as a stream.")]
        pub fn $events(&self) -> $crate::EventStream<$kind> {
            $crate::EventStream::new(|inbox| self.$on(move |event| inbox.push(event)))
        }
    };
}
pub(crate) use events;
