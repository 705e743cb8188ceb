//! The recovery of lost tracks: finds the cause, then follows the `RecoveryPolicy`.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Weak;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::driver::drive;
use super::live::is_live;
use super::request::{check_complete, is_device_in_use};
use super::session::{LossHandlers, Session};
use super::state::{LossReason, TrackLoss};
use super::target::{Target, for_any_device, for_device, request_mut};
use crate::constraints::{MediaStreamConstraints, TrackRequest};
use crate::devices::{MediaDevices, PermissionName, PermissionState, PermissionStatus};
use crate::error::MediaError;
use crate::events::EventStream;
use crate::track::{MediaStreamTrack, MediaStreamTrackKind};

pub(super) const LOSS_HANDLERS: LossHandlers = LossHandlers {
    track_lost,
    track_muted,
};

/// Treats a muted track as lost if it stays muted for longer than the policy allows.
fn track_muted(session: &Session, track: &MediaStreamTrack) {
    let Some(timeout) = session.recovery_policy().mute_timeout else {
        return;
    };
    let session = session.downgrade();
    let track = track.clone();
    spawn_local(async move {
        // A later `mute` event starts another timeout.
        let unmuted = pin!(track.unmute_events());
        if next_before_timeout(unmuted, Some(timeout)).await.is_none()
            && let Some(session) = session.upgrade()
            && is_live(&track)
        {
            track_lost(&session, &track, Some(LossReason::Muted));
        }
    });
}

/// Recovers from the loss of a track, or reports it.
fn track_lost(session: &Session, track: &MediaStreamTrack, reason: Option<LossReason>) {
    if !session.is_current(track) {
        // It was replaced.
        return;
    }
    let loss = TrackLoss {
        kind: track.kind(),
        reason: reason.unwrap_or(LossReason::Ended),
        device_id: session.device_id(track.kind()),
        label: track.label(),
    };
    let session = session.downgrade();
    let track = track.clone();
    spawn_local(async move {
        recover(session, track, loss, reason.is_some()).await;
    });
}

/// Returns `None` as soon as the session is dropped or a call supersedes the recovery.
async fn recover(
    session: Weak<Session>,
    track: MediaStreamTrack,
    mut loss: TrackLoss,
    is_reason_known: bool,
) -> Option<()> {
    let (generation, devices, policy) = {
        let session = session.upgrade()?;
        // Browsers do not expose why a display ended, and a new one requires user activation.
        if session.has_display() {
            session.abandon_recovery(loss);
            return None;
        }
        (
            session.calls.generation(),
            session.devices().ok()?,
            session.recovery_policy(),
        )
    };
    if !is_reason_known {
        loss.reason = find_reason(&devices, &loss).await;
    }
    let request = {
        let session = session.upgrade()?;
        if session.calls.generation() != generation || !session.is_current(&track) {
            return None;
        }
        if !policy.is_enabled() || loss.reason == LossReason::Stopped {
            session.abandon_recovery(loss);
            return None;
        }
        session.begin_recovery(loss.clone());
        session.request(loss.kind)
    };
    let lost_device = for_device(&request, loss.device_id.as_deref());
    let fallback_device = TrackRequest::from(for_any_device(&request));
    let mut changes = devices.device_change_events();
    let mut attempt = 0;
    // The device may open at once: the user pressed the browser's stop button, or the driver failed.
    let mut try_lost_device = !matches!(loss.reason, LossReason::Unplugged | LossReason::PermissionRevoked);
    let mut is_fallback_live = false;
    let open = |requested, target| open_replacement(&session, generation, loss.kind, requested, target);
    loop {
        if try_lost_device {
            match open(&lost_device, &request).await? {
                Ok(()) => return Some(()),
                // If only one camera can be open at a time, the fallback must be stopped first.
                Err(error) if is_fallback_live && is_device_in_use(&error) => {
                    // The ended track stays in the list: its replacement copies `enabled` and the content hint.
                    if let Some(fallback) = session.upgrade()?.track(loss.kind) {
                        fallback.stop();
                    }
                    if open(&lost_device, &request).await?.is_ok() {
                        return Some(());
                    }
                    is_fallback_live = false;
                }
                Err(_) => {}
            }
        }
        if policy.fallback && !is_fallback_live {
            is_fallback_live = open(&fallback_device, &fallback_device).await?.is_ok();
        }
        let delay = match policy.retry {
            Some(backoff) if !is_fallback_live => backoff.delay(attempt),
            _ => None,
        };
        if delay.is_none() && !policy.reclaim {
            if !is_fallback_live {
                session
                    .upgrade()
                    .filter(|session| session.calls.generation() == generation)?
                    .abandon_recovery(loss);
            }
            return None;
        }
        try_lost_device = loop {
            let change = next_before_timeout(Pin::new(&mut changes), delay).await;
            if session.upgrade()?.calls.generation() != generation {
                return None;
            }
            if change.is_none() {
                attempt += 1;
                break true;
            }
            let is_connected = is_connected(&devices, &loss).await;
            if is_connected || (policy.fallback && !is_fallback_live) {
                break is_connected;
            }
        };
    }
}

/// Opens a track in place of a lost one, as soon as no request is pending. Requests it as `requested`, and stores
/// `target` as its request. Returns `None` if the session is dropped or a call supersedes the recovery.
async fn open_replacement(
    weak: &Weak<Session>,
    generation: u64,
    kind: MediaStreamTrackKind,
    requested: &TrackRequest,
    target: &TrackRequest,
) -> Option<Result<(), MediaError>> {
    poll_fn(|context| poll_turn(weak, generation, context)).await?;
    let mut requests = MediaStreamConstraints::new();
    *request_mut(&mut requests, kind) = requested.clone();
    let requested = Target::devices(requests);
    let stream = weak.upgrade()?.open(&requested);
    let result = stream.await.and_then(|stream| check_complete(stream, &requested));
    let session = weak.upgrade()?;
    session.lock.release();
    if session.calls.generation() != generation {
        // The call could not request its target, because this request was pending. The stream is stopped first.
        drop(result);
        drive(&session);
        return None;
    }
    Some(result.map(|stream| session.accept_recovered(stream, kind, target)))
}

/// Acquires the lock of the session. Resolves to `None` if the session is dropped or a call supersedes the recovery.
fn poll_turn(weak: &Weak<Session>, generation: u64, context: &Context<'_>) -> Poll<Option<()>> {
    match weak
        .upgrade()
        .filter(|session| session.calls.generation() == generation)
    {
        Some(session) => session.lock.poll_acquire(context).map(Some),
        None => Poll::Ready(None),
    }
}

/// Estimates why a track ended.
async fn find_reason(devices: &MediaDevices, loss: &TrackLoss) -> LossReason {
    let name = match loss.kind {
        MediaStreamTrackKind::Audio => PermissionName::Microphone,
        _ => PermissionName::Camera,
    };
    if PermissionStatus::query(name).await.state() == PermissionState::Denied {
        LossReason::PermissionRevoked
    } else if is_connected(devices, loss).await {
        LossReason::Ended
    } else {
        LossReason::Unplugged
    }
}

/// Returns whether the browser lists the lost device. `true` if the browser hides the ids.
async fn is_connected(devices: &MediaDevices, loss: &TrackLoss) -> bool {
    let Some(id) = &loss.device_id else {
        return true;
    };
    match devices.enumerate_devices().await {
        Ok(list) => {
            let has_ids = list.iter().any(|device| device.device_id.is_some());
            !has_ids || list.iter().any(|device| device.device_id.as_ref() == Some(id))
        }
        Err(_) => true,
    }
}

/// Waits for the next event. Returns `None` after the timeout; without one, it waits indefinitely.
async fn next_before_timeout(mut events: Pin<&mut EventStream<()>>, timeout: Option<Duration>) -> Option<()> {
    let milliseconds = timeout.map(|timeout| u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX).max(1));
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
