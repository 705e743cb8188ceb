//! The driver of a session: requests the missing tracks of the target, and repeats that when the request settles.
//!
//! At most one request is pending. The target may change meanwhile; the tracks of the request are then kept if the new
//! target includes them, and stopped otherwise.

use std::future::Future;
use std::pin::pin;
use std::rc::{Rc, Weak};
use std::task::{Context, Waker};

use wasm_bindgen_futures::spawn_local;

use super::future::Waiter;
use super::request::{PendingRequest, Phase, check_complete, is_device_in_use};
use super::session::Session;
use super::state::CaptureState;
use super::target::{KINDS, Target};
use crate::error::MediaError;
use crate::stream::LocalMediaStream;

/// Sets the target of a session, and requests its missing tracks.
pub(super) fn set_target(session: &Session, target: Target) -> Rc<Waiter> {
    let is_same = session.target().as_ref() == Some(&target);
    let is_pending = is_same && session.lock.is_held() && !session.calls.is_settled();
    if !is_pending {
        session.set_target(target);
    }
    let waiter = session.calls.wait();
    drive(session);
    if !session.calls.is_settled() {
        // The pending request may be that of an earlier call. The target is then requested when it settles.
        session.notify_requesting();
    }
    waiter
}

/// Requests the missing tracks of the target, unless a request is pending.
pub(super) fn drive(session: &Session) {
    if !session.lock.try_acquire() {
        return;
    }
    match next_request(session) {
        Some(request) => run(settle_requests(session.downgrade(), request)),
        None => session.lock.release(),
    }
}

/// Requests the missing tracks of the target. Returns `None` if none is missing.
fn next_request(session: &Session) -> Option<PendingRequest> {
    loop {
        let generation = session.calls.generation();
        let missing = session.reconcile()?;
        if !missing.is_empty() {
            return Some(request(session, missing, Phase::Open));
        }
        session.calls.settle(Ok(()));
        session.notify_live();
        // A listener may have set another target.
        if session.calls.generation() == generation {
            return None;
        }
    }
}

fn request(session: &Session, target: Target, phase: Phase) -> PendingRequest {
    // Before listeners are notified: the prompt may require the user activation of the call.
    let stream = session.open(&target);
    session.notify_requesting();
    PendingRequest {
        target,
        phase,
        stream,
    }
}

/// Waits for a request and its successors. Does not keep the session alive while a request is pending: if the capture is
/// dropped, the stream is dropped too, which stops it.
async fn settle_requests(session: Weak<Session>, mut request: PendingRequest) {
    loop {
        let PendingRequest {
            target,
            phase,
            stream,
        } = request;
        let result = stream.await;
        let Some(session) = session.upgrade() else {
            return;
        };
        match request_settled(&session, target, phase, result) {
            Some(next) => request = next,
            None => {
                session.lock.release();
                return;
            }
        }
    }
}

/// Handles a settled request. Returns the next one.
fn request_settled(
    session: &Session,
    requested: Target,
    phase: Phase,
    result: Result<LocalMediaStream, MediaError>,
) -> Option<PendingRequest> {
    let target = session.target();
    let is_accepted = |kind| {
        requested.includes(kind)
            && target.as_ref().is_some_and(|target| {
                target.source == requested.source && target.request(kind) == requested.request(kind)
            })
    };
    let is_current = KINDS
        .into_iter()
        .filter(|kind| requested.includes(*kind))
        .all(is_accepted);
    match result.and_then(|stream| check_complete(stream, &requested)) {
        Ok(stream) => {
            session.accept(stream, &requested, is_accepted);
            if let (Phase::Reopen { error }, true) = (phase, is_current) {
                // The previous device is live again, but the call failed.
                session.calls.settle(Err(error));
            }
            next_request(session)
        }
        Err(_) if !is_current => next_request(session),
        Err(error) => request_failed(session, requested, phase, error),
    }
}

/// Handles a failed request that the target still requires. Returns the next one.
fn request_failed(
    session: &Session,
    requested: Target,
    phase: Phase,
    error: MediaError,
) -> Option<PendingRequest> {
    let error = match phase {
        Phase::Open if is_device_in_use(&error) && session.has_device_for(&requested) => {
            let previous = session.stop_for(&requested);
            return Some(request(session, requested, Phase::OpenAfterStop { previous }));
        }
        Phase::OpenAfterStop { previous } => {
            session.revert_target(&previous);
            return Some(request(
                session,
                Target::devices(previous),
                Phase::Reopen { error },
            ));
        }
        Phase::Open => error,
        Phase::Reopen { error } => error,
    };
    if session.reduce_target_to_live() {
        session.calls.settle(Err(error));
    } else {
        session.calls.settle(Err(error.clone()));
        session.end(CaptureState::Failed(error));
    }
    next_request(session)
}

/// Runs a task. Outside a browser there is no executor; every request settles at the first poll there.
fn run(task: impl Future<Output = ()> + 'static) {
    if cfg!(target_family = "wasm") {
        spawn_local(task);
    } else {
        let _is_ready = pin!(task)
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_ready();
    }
}
