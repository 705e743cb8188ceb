//! Counts of the resources that are open through this crate, for tests that prove the absence of leaks, and a way to
//! stop every track when a program panics.
//!
//! ```no_run
//! use local_media_stream::{MediaStreamConstraints, get_user_media, leak_check};
//!
//! # async fn example() -> Result<(), local_media_stream::MediaError> {
//! let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
//! assert_eq!(leak_check::OpenResources::snapshot().live_tracks, 1);
//! drop(stream);
//! leak_check::assert_no_leaks();
//! # Ok(()) }
//! ```
//!
//! The counts begin with the program. Without the cargo feature `leak-check` none of this is compiled.

use std::cell::{Cell, RefCell};
use std::fmt;

use wasm_bindgen::JsValue;

use crate::sys;

thread_local! {
    /// Every track that had an owner and was live at the last update.
    static TRACKS: RefCell<Vec<JsValue>> = const { RefCell::new(Vec::new()) };
    static LISTENERS: Cell<usize> = const { Cell::new(0) };
    static REQUESTS: Cell<usize> = const { Cell::new(0) };
    #[cfg(feature = "audio")]
    static AUDIO_CONTEXTS: Cell<usize> = const { Cell::new(0) };
    #[cfg(feature = "audio")]
    static AUDIO_WORKLETS: Cell<usize> = const { Cell::new(0) };
    #[cfg(feature = "frames")]
    static VIDEO_FRAMES: Cell<usize> = const { Cell::new(0) };
}

/// One open resource, which is counted until this is dropped.
#[derive(Debug)]
pub(crate) struct Counted(&'static std::thread::LocalKey<Cell<usize>>);

impl Counted {
    /// Counts one listener, with the closure that JavaScript calls.
    pub(crate) fn listener() -> Self {
        Counted::new(&LISTENERS)
    }

    /// Counts one request that has not settled.
    pub(crate) fn request() -> Self {
        Counted::new(&REQUESTS)
    }

    /// Counts one `AudioContext` that is not closed.
    #[cfg(feature = "audio")]
    pub(crate) fn audio_context() -> Self {
        Counted::new(&AUDIO_CONTEXTS)
    }

    /// Counts one processor of the worklet, with its closure.
    #[cfg(feature = "audio")]
    pub(crate) fn audio_worklet() -> Self {
        Counted::new(&AUDIO_WORKLETS)
    }

    /// Counts one `VideoFrame` that is not closed.
    #[cfg(feature = "frames")]
    pub(crate) fn video_frame() -> Self {
        Counted::new(&VIDEO_FRAMES)
    }

    fn new(count: &'static std::thread::LocalKey<Cell<usize>>) -> Self {
        count.set(count.get() + 1);
        Counted(count)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.set(self.0.get().saturating_sub(1));
    }
}

/// Records the tracks of a stream that has an owner from now on.
pub(crate) fn stream_adopted(stream: &JsValue) {
    track_adopted(sys::tracks_of(stream));
}

/// Records tracks that have an owner from now on.
pub(crate) fn track_adopted(tracks: impl IntoIterator<Item = JsValue>) {
    // Taken out of the cell first: a getter of the page may open or drop a stream.
    let mut known = TRACKS.take();
    known.retain(sys::is_live_track);
    for track in tracks {
        if !known.contains(&track) {
            known.push(track);
        }
    }
    TRACKS.with_borrow_mut(|others| others.append(&mut known));
}

/// The resources that are open through this crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct OpenResources {
    /// Live tracks that a [`LocalMediaStream`](crate::LocalMediaStream) or a
    /// [`LocalMediaStreamTrack`](crate::LocalMediaStreamTrack) owns or has owned, including those whose ownership was
    /// given up.
    pub live_tracks: usize,
    /// [`EventListener`](crate::EventListener)s and [`EventStream`](crate::EventStream)s, including forgotten ones.
    /// Each has a closure that JavaScript calls.
    pub listeners: usize,
    /// Requests for a stream that have not settled, including cancelled ones.
    pub requests: usize,
    /// [`AudioContext`](crate::audio::AudioContext)s in use.
    #[cfg(feature = "audio")]
    pub audio_contexts: usize,
    /// Processors in an `AudioWorklet`: of streams of samples, levels and speech, and of
    /// [`AudioSource`](crate::audio::AudioSource)s.
    #[cfg(feature = "audio")]
    pub audio_worklets: usize,
    /// [`VideoFrame`](crate::frames::VideoFrame)s that are not closed, including those that wait in a stream.
    #[cfg(feature = "frames")]
    pub video_frames: usize,
}

impl OpenResources {
    /// Counts the resources that are open now.
    pub fn snapshot() -> Self {
        // A getter of the page may open or drop a stream.
        let known = TRACKS.with_borrow(Vec::clone);
        OpenResources {
            live_tracks: known.iter().filter(|track| sys::is_live_track(track)).count(),
            listeners: LISTENERS.get(),
            requests: REQUESTS.get(),
            #[cfg(feature = "audio")]
            audio_contexts: AUDIO_CONTEXTS.get(),
            #[cfg(feature = "audio")]
            audio_worklets: AUDIO_WORKLETS.get(),
            #[cfg(feature = "frames")]
            video_frames: VIDEO_FRAMES.get(),
        }
    }
}

impl fmt::Display for OpenResources {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} live tracks, {} listeners, {} pending requests",
            self.live_tracks, self.listeners, self.requests
        )?;
        #[cfg(feature = "audio")]
        if self.audio_contexts > 0 {
            write!(f, ", {} audio contexts", self.audio_contexts)?;
        }
        #[cfg(feature = "audio")]
        if self.audio_worklets > 0 {
            write!(f, ", {} audio worklets", self.audio_worklets)?;
        }
        #[cfg(feature = "frames")]
        if self.video_frames > 0 {
            write!(f, ", {} video frames", self.video_frames)?;
        }
        Ok(())
    }
}

/// Asserts that no track is live.
///
/// # Panics
/// If a track is live.
#[track_caller]
#[allow(clippy::panic)]
pub fn assert_no_live_tracks() {
    let open = OpenResources::snapshot();
    if open.live_tracks > 0 {
        panic!("resources are still open: {open}");
    }
}

/// Asserts that no track is live, no listener is registered, no request is pending, and no `AudioContext`,
/// processor of an `AudioWorklet` or `VideoFrame` is open.
///
/// # Panics
/// If any of them is open.
#[track_caller]
#[allow(clippy::panic)]
pub fn assert_no_leaks() {
    let open = OpenResources::snapshot();
    if open != OpenResources::default() {
        panic!("resources are still open: {open}");
    }
}

/// Stops every live track that this crate owns or has owned.
pub fn stop_all() {
    // Taken out of the cell first: stopping may run code of the page that opens or drops a stream.
    for track in TRACKS.take() {
        sys::stop_track(&track);
    }
}

/// Installs a panic hook that [stops every track](stop_all). A panic in WebAssembly drops nothing and would leave the
/// camera on. The previous hook runs first.
///
/// Does nothing while the program is panicking.
pub fn stop_all_on_panic() {
    if std::thread::panicking() {
        // `set_hook` would panic again.
        return;
    }
    let previous = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        previous(info);
        stop_all();
    }));
}
