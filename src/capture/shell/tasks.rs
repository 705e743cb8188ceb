//! The promises and timers that a capture waits for. None of them keeps the capture alive.

use std::rc::Weak;

use gloo_timers::future::TimeoutFuture;

use super::executor::run;
use super::session::Session;
use super::tracks::EventSink;
use crate::capture::machine::{Event, Timer};
use crate::devices::{PermissionName, PermissionState, PermissionStatus};
use crate::stream::PendingMediaStream;

/// Reports the result of a request.
pub(super) fn open(session: Weak<Session>, request: u32, stream: PendingMediaStream) {
    run(Box::pin(async move {
        let result = stream.await;
        // The tracks of a dropped capture are stopped when the stream is dropped here.
        let Some(session) = session.upgrade() else {
            return;
        };
        match result {
            Ok(stream) => session.opened(request, stream),
            Err(error) => {
                let constraint = error.constraint().map(str::to_owned);
                let failure = session.keep_error(error);
                session.report(Event::Failed {
                    request,
                    failure,
                    constraint,
                });
            }
        }
    }));
}

pub(super) fn start(session: Weak<Session>, timer: Timer, milliseconds: u32) {
    if cfg!(target_family = "wasm") {
        let elapsed = TimeoutFuture::new(milliseconds);
        run(Box::pin(async move {
            elapsed.await;
            if let Some(session) = session.upgrade() {
                session.report(Event::Elapsed(timer));
            }
        }));
    }
}

pub(super) fn inspect(session: Weak<Session>, inspection: u32) {
    run(Box::pin(async move {
        let list = match session.upgrade() {
            Some(session) => session.devices(),
            None => return,
        };
        let list = async { list?.enumerate_devices().await };
        let permissions = [
            PermissionStatus::query(PermissionName::Microphone).await,
            PermissionStatus::query(PermissionName::Camera).await,
        ];
        let devices = list.await.ok();
        let Some(live) = session.upgrade() else {
            return;
        };
        let is = |state: PermissionState| {
            let [audio, video] = &permissions;
            [audio.state() == state, video.state() == state]
        };
        let (denied, granted) = (is(PermissionState::Denied), is(PermissionState::Granted));
        watch_permissions(&live, &permissions);
        live.send(Event::Inspected {
            inspection,
            denied,
            granted,
            devices,
        });
    }));
}

/// Listens to the permissions while the capture watches its environment.
fn watch_permissions(session: &Session, permissions: &[PermissionStatus]) {
    let missing = matches!(&*session.watch.borrow(), Some(listeners) if listeners.len() == 1);
    if !missing {
        return;
    }
    let mut new = Vec::new();
    for permission in permissions {
        let session = session.this.clone();
        new.push(permission.on_change(move |_| {
            if let Some(session) = session.upgrade() {
                session.send(Event::EnvironmentChanged);
            }
        }));
    }
    if let Some(listeners) = &mut *session.watch.borrow_mut() {
        listeners.extend(new);
    }
}
