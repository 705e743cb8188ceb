//! What is held open through this crate, counted: for tests that are to show that nothing leaks, and for stopping
//! everything when a program panics.
//!
//! ```no_run
//! use local_media_stream::{MediaStreamConstraints, accounting, get_user_media};
//!
//! # async fn example() -> Result<(), local_media_stream::MediaError> {
//! let stream = get_user_media(MediaStreamConstraints::new().video(true)).await?;
//! assert_eq!(accounting::Held::now().live_tracks, 1);
//! drop(stream);
//! accounting::assert_nothing_held();
//! # Ok(()) }
//! ```
//!
//! It counts from the start of the program, and only with the feature `accounting`: without it, nothing of this is
//! there.

use std::cell::{Cell, RefCell};
use std::fmt;

use crate::media_stream_track::{MediaStreamTrack, MediaStreamTrackState};

thread_local! {
    /// Every track that had an owner of this crate's and was live when it was last looked at.
    static TRACKS: RefCell<Vec<MediaStreamTrack>> = const { RefCell::new(Vec::new()) };
    static LISTENERS: Cell<usize> = const { Cell::new(0) };
    static REQUESTS: Cell<usize> = const { Cell::new(0) };
}

/// Counts one of something for as long as it is kept.
#[derive(Debug)]
pub(crate) struct Counted(&'static std::thread::LocalKey<Cell<usize>>);

impl Counted {
    /// One listener, with the closure that JavaScript calls.
    pub(crate) fn listener() -> Self {
        Counted::new(&LISTENERS)
    }

    /// One request that has not been answered.
    pub(crate) fn request() -> Self {
        Counted::new(&REQUESTS)
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

/// Remembers tracks that have got an owner.
pub(crate) fn track_adopted(tracks: impl IntoIterator<Item = MediaStreamTrack>) {
    TRACKS.with_borrow_mut(|known| {
        known.retain(is_live);
        for track in tracks {
            if !known.contains(&track) {
                known.push(track);
            }
        }
    });
}

fn is_live(track: &MediaStreamTrack) -> bool {
    track.ready_state() == MediaStreamTrackState::Live
}

/// What is held open through this crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Held {
    /// Tracks that are live and were at some time owned by a
    /// [`LocalMediaStream`](crate::LocalMediaStream) or a
    /// [`LocalMediaStreamTrack`](crate::LocalMediaStreamTrack): also those whose ownership was given up.
    pub live_tracks: usize,
    /// [`EventListener`](crate::EventListener)s and [`EventStream`](crate::EventStream)s, also forgotten ones; each
    /// has a closure that JavaScript calls.
    pub listeners: usize,
    /// Requests for a stream that have not been answered, also those that were taken back.
    pub requests: usize,
}

impl Held {
    /// What is held open now.
    pub fn now() -> Self {
        Held {
            live_tracks: TRACKS.with_borrow(|tracks| tracks.iter().filter(|track| is_live(track)).count()),
            listeners: LISTENERS.get(),
            requests: REQUESTS.get(),
        }
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Held {
            live_tracks,
            listeners,
            requests,
        } = self;
        write!(
            f,
            "{live_tracks} live tracks, {listeners} listeners, {requests} unanswered requests"
        )
    }
}

/// Fails a test in which a track is still live.
///
/// # Panics
/// If one is; that is what it is for.
#[track_caller]
#[allow(clippy::panic)]
pub fn assert_no_live_tracks() {
    let held = Held::now();
    if held.live_tracks > 0 {
        panic!("something is left open: {held}");
    }
}

/// Fails a test in which a track is still live, something still listens, or a request has not been answered.
///
/// # Panics
/// If so; that is what it is for.
#[track_caller]
#[allow(clippy::panic)]
pub fn assert_nothing_held() {
    let held = Held::now();
    if held != Held::default() {
        panic!("something is left open: {held}");
    }
}

/// Ends every track that was ever owned through this crate and is live.
pub fn stop_all() {
    // Out of the cell first: a stop may run code that opens or drops something.
    for track in TRACKS.take() {
        track.stop();
    }
}

/// From now on, [stops everything](stop_all) when the program panics: a panic in WebAssembly drops nothing, and would
/// leave the camera on. The panic hook that was there before runs first.
///
/// After a panic it is too late to say so, and this does nothing.
pub fn stop_all_on_panic() {
    if std::thread::panicking() {
        // The standard library would panic once more.
        return;
    }
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        before(info);
        stop_all();
    }));
}
