//! What a capture does about a track that it has lost: nothing, unless it was told to.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Weak;
use std::task::{Context, Poll};
use std::time::Duration;

use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::live::is_live;
use super::requests::{pinned, unpinned};
use super::session::{Session, one_at_a_time};
use super::state::{LossReason, TrackLoss};
use crate::devices::MediaDevices;
use crate::devices::{PermissionName, PermissionState, PermissionStatus};
use crate::events::EventStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

/// What a [`Capture`](super::Capture) does about a track that it loses through no doing of the page. By default,
/// nothing: the capture tells, and leaves it at that.
///
/// Whatever it is told to do, it stops doing when it is started, stopped or switched: those come first.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct RecoveryPolicy {
    /// Opens another device of the kind in place of the lost one.
    pub fallback: bool,
    /// Takes the lost device back when it returns, also from the one that was opened in its place.
    pub reclaim: bool,
    /// Tries again when neither was possible.
    pub retry: Option<Backoff>,
    /// Takes a track for lost that gives nothing ([`muted`](crate::MediaStreamTrack::muted)) for longer than this.
    pub mute_timeout: Option<Duration>,
}

/// How often, and at which intervals, something is tried again: at first soon, then each time after twice as long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// How often.
    pub attempts: u32,
    /// The first interval. A millisecond is the shortest.
    pub first: Duration,
    /// The longest interval.
    pub longest: Duration,
}

impl Default for Backoff {
    /// Six times, after 0.5, 1, 2, 4, 8 and 16 seconds.
    fn default() -> Self {
        Backoff {
            attempts: 6,
            first: Duration::from_millis(500),
            longest: Duration::from_secs(30),
        }
    }
}

impl RecoveryPolicy {
    /// Does nothing about a lost track.
    pub fn new() -> Self {
        RecoveryPolicy::default()
    }

    /// Opens another device of the kind in place of the lost one.
    pub fn fallback(mut self) -> Self {
        self.fallback = true;
        self
    }

    /// Takes the lost device back when it returns.
    pub fn reclaim(mut self) -> Self {
        self.reclaim = true;
        self
    }

    /// Tries again at growing intervals.
    pub fn retry(mut self, retry: Backoff) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Takes a track for lost that gives nothing for longer than this.
    pub fn mute_timeout(mut self, longest: Duration) -> Self {
        self.mute_timeout = Some(longest);
        self
    }

    fn does_anything(&self) -> bool {
        self.fallback || self.reclaim || self.retry.is_some()
    }
}

impl Backoff {
    /// How long to wait before this attempt, the first being 0; `None` after the last.
    fn interval(&self, attempt: u32) -> Option<Duration> {
        (attempt < self.attempts).then(|| {
            let factor = 2_u32.saturating_pow(attempt);
            self.first.saturating_mul(factor).min(self.longest)
        })
    }
}

/// Follows a track that has begun to give nothing.
pub(super) fn track_muted(session: &Session, track: &MediaStreamTrack) {
    let Some(longest) = session.recovery().mute_timeout else {
        return;
    };
    let session = session.downgrade();
    let track = track.clone();
    spawn_local(async move {
        // Given up as soon as it gives something again; a further silence is counted anew.
        let unmuted = pin!(track.unmute_events());
        if or_timeout(unmuted, Some(longest)).await.is_none()
            && let Some(session) = session.upgrade()
            && is_live(&track)
        {
            track_lost(&session, &track, Some(LossReason::Muted));
        }
    });
}

/// Does what is to be done about a lost track.
pub(super) fn track_lost(session: &Session, track: &MediaStreamTrack, reason: Option<LossReason>) {
    // One that has been replaced meanwhile is nobody's loss.
    if !session.is_last(track) {
        return;
    }
    let loss = TrackLoss {
        kind: track.kind(),
        reason: reason.unwrap_or(LossReason::Ended),
        device_id: session.device_id_of(track.kind()),
        label: track.label(),
    };
    let session = session.downgrade();
    let track = track.clone();
    spawn_local(async move {
        recover(session, track, loss, reason.is_some()).await;
    });
}

async fn recover(
    weak: Weak<Session>,
    track: MediaStreamTrack,
    mut loss: TrackLoss,
    reason_is_known: bool,
) -> Option<()> {
    let (call, devices, policy) = {
        let session = weak.upgrade()?;
        // Of a display it is not told why it ended, and only a click brings one back.
        if session.shows_display() {
            session.give_up(loss);
            return None;
        }
        (session.call(), session.devices().ok()?, session.recovery())
    };
    if !reason_is_known {
        loss.reason = find_reason(&devices, &loss).await;
    }
    let request = {
        let session = weak.upgrade()?;
        if session.call() != call || !session.is_last(&track) {
            return None;
        }
        if !policy.does_anything() || loss.reason == LossReason::Stopped {
            session.give_up(loss);
            return None;
        }
        session.begin_recovery(loss.clone());
        session.request_of(loss.kind)
    };
    let own = pinned(&request, loss.device_id.as_deref());
    let another = unpinned(&request).into();
    let mut changes = devices.device_change_events();
    let mut attempt = 0;
    // It may be had again at once: it was the browser's button, or a driver that stumbled.
    let mut own_may_be_there = !matches!(loss.reason, LossReason::Unplugged | LossReason::PermissionRevoked);
    let mut another_stands_in = false;
    let open = |asked, wanted| Session::try_open(&weak, call, loss.kind, asked, wanted);
    loop {
        if own_may_be_there {
            match open(&own, &request).await? {
                Ok(()) => return Some(()),
                // Where one camera can be open at a time, the one that stands in has to make room.
                Err(error) if another_stands_in && one_at_a_time(&error) => {
                    weak.upgrade()?.stop_track(loss.kind);
                    if open(&own, &request).await?.is_ok() {
                        return Some(());
                    }
                    another_stands_in = false;
                }
                Err(_) => {}
            }
        }
        if policy.fallback && !another_stands_in {
            another_stands_in = open(&another, &another).await?.is_ok();
        }
        let interval = match policy.retry {
            Some(retry) if !another_stands_in => retry.interval(attempt),
            _ => None,
        };
        if interval.is_none() && !policy.reclaim {
            if !another_stands_in {
                weak.upgrade()
                    .filter(|session| session.call() == call)?
                    .give_up(loss);
            }
            return None;
        }
        own_may_be_there = loop {
            let change = or_timeout(Pin::new(&mut changes), interval).await;
            if weak.upgrade()?.call() != call {
                return None;
            }
            if change.is_none() {
                attempt += 1;
                break true;
            }
            let there = is_there(&devices, &loss).await;
            if there || (policy.fallback && !another_stands_in) {
                break there;
            }
        };
    }
}

/// Why a track has ended, as far as can be found out.
async fn find_reason(devices: &MediaDevices, loss: &TrackLoss) -> LossReason {
    let name = match loss.kind {
        MediaStreamTrackKind::Audio => PermissionName::Microphone,
        _ => PermissionName::Camera,
    };
    if PermissionStatus::query(name).await.state() == PermissionState::Denied {
        LossReason::PermissionRevoked
    } else if is_there(devices, loss).await {
        LossReason::Ended
    } else {
        LossReason::Unplugged
    }
}

/// Whether the device is in the browser's list. One that the browser does not tell of is taken to be there.
async fn is_there(devices: &MediaDevices, loss: &TrackLoss) -> bool {
    let Some(id) = &loss.device_id else {
        return true;
    };
    match devices.enumerate_devices().await {
        Ok(list) => {
            let told = list.iter().any(|device| device.device_id.is_some());
            !told || list.iter().any(|device| device.device_id.as_ref() == Some(id))
        }
        Err(_) => true,
    }
}

/// The next event, or `None` when it does not come in time. Without a time it is waited for as long as it takes.
async fn or_timeout(mut events: Pin<&mut EventStream<()>>, longest: Option<Duration>) -> Option<()> {
    use futures_core::Stream;

    let milliseconds = longest.map(|longest| u32::try_from(longest.as_millis()).unwrap_or(u32::MAX).max(1));
    let mut timeout = milliseconds.map(TimeoutFuture::new);
    poll_fn(|context: &mut Context<'_>| {
        if let Poll::Ready(event) = events.as_mut().poll_next(context) {
            return Poll::Ready(event);
        }
        match &mut timeout {
            Some(timeout) => Pin::new(timeout).poll(context).map(|()| None),
            None => Poll::Pending,
        }
    })
    .await
}
