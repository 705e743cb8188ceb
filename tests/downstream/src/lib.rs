//! Code of a user of the crate, without `js_sys::Reflect`, casts and `--cfg web_sys_unstable_apis`.
//!
//! `cargo xtask test` compiles it and does not run it.
#![forbid(unsafe_code)]

#[cfg(any(test, all(doctest, feature = "site")))]
mod guide;
#[cfg(feature = "site")]
pub mod site;

use std::error::Error;
use std::time::Duration;

use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Opens a stream, plays it, changes its constraints, and stops it.
#[wasm_bindgen]
pub async fn show(video: web_sys::HtmlMediaElement) -> Result<(), JsValue> {
    let devices = MediaDevices::from_navigator()?;
    let supported = devices.supported_constraints();
    let mut camera = MediaTrackConstraints::new()
        .facing_mode(FacingMode::User)
        .width(Constrain::ideal(1920).and_min(640))
        .frame_rate(24..=60)
        .background_blur(true);
    if supported.supports(key::ZOOM) {
        camera = camera.zoom(true);
    }
    let constraints = MediaStreamConstraints::new().audio(true).video(camera);
    let stream = devices.get_user_media(&constraints).await?;
    video.set_src_object(Some(stream.as_web_sys()));

    for track in stream.video_tracks() {
        let (settings, capabilities) = (track.settings(), track.capabilities());
        if let (Some(width), Some(range)) = (settings.width, capabilities.width)
            && range.contains(width * 2)
        {
            let applied = track
                .apply_constraints(&MediaTrackConstraints::new().width(width * 2))
                .await?;
            for unmet in applied.unmet {
                drop(unmet.property);
            }
        }
        let _ = track.set_content_hint(&ContentHint::Motion);
        track.on_ended(|| ()).forget();
    }
    let mut inactive = stream.inactive_events();
    inactive.next().await;
    Ok(())
}

/// Lists devices, and listens to changes of devices and permissions.
pub async fn watch_devices() -> Result<(), MediaError> {
    let devices = MediaDevices::from_navigator()?;
    let cameras = devices.enumerate_devices().await?;
    let names = cameras.into_iter().filter_map(|device| device.label);
    drop(names.collect::<Vec<_>>());
    for input in devices.enumerate_inputs().await? {
        let _: Result<MediaTrackCapabilities, MediaError> = input.capabilities();
    }
    let permission = PermissionStatus::query(PermissionName::Camera).await;
    let _listener = permission.on_change(|state| drop(state.to_string()));
    let mut changes = devices.device_changes();
    while let Some(change) = changes.next().await {
        drop((change.added, change.removed));
    }
    Ok(())
}

/// A capture session with recovery.
#[wasm_bindgen]
pub struct Session {
    capture: Capture,
}

#[wasm_bindgen]
impl Session {
    /// Starts the session.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Session {
        let capture = Capture::new();
        capture.set_recovery(
            RecoveryPolicy::new()
                .fallback()
                .reclaim()
                .mute_timeout(Duration::from_secs(5)),
        );
        let start = capture.start(&MediaStreamConstraints::new().video(true));
        spawn_local(async move {
            if let Err(error) = start.await {
                match error.kind() {
                    MediaErrorKind::Overconstrained => drop(error.constraint().map(str::to_owned)),
                    _ => drop(error.user_message()),
                }
            }
        });
        Session { capture }
    }

    /// Switches between the front and the rear camera.
    pub async fn flip(self) -> Result<(), JsValue> {
        self.capture.flip_camera().await?;
        Ok(())
    }
}

impl Default for Session {
    fn default() -> Self {
        Session::new()
    }
}

/// Captures the screen.
pub async fn share() -> Result<LocalMediaStream, MediaError> {
    let options = DisplayMediaStreamOptions::new().video(MediaTrackConstraints::new().cursor(Cursor::Always));
    get_display_media(&options).await
}

/// Plays a stream in an element.
pub fn attach(stream: &MediaStream, video: &web_sys::HtmlMediaElement) -> Attachment {
    stream.attach(video)
}

/// Stores the named futures of browser calls.
pub struct Calls {
    /// A request for a stream.
    pub stream: PendingMediaStream,
    /// A change of constraints.
    pub constraints: ApplyConstraints,
    /// A list of devices.
    pub devices: MediaFuture<Vec<MediaDeviceInfo>>,
}

/// Converts errors to `anyhow::Error` with `?`.
pub async fn open_with_anyhow() -> anyhow::Result<()> {
    let stream = get_user_media(&MediaStreamConstraints::new().video(true)).await?;
    for track in stream.video_tracks() {
        track.set_content_hint(&ContentHint::Motion)?;
    }
    Ok(())
}

/// Converts errors to a boxed error that can be sent to another thread, with `?`.
pub async fn open_with_boxed_error() -> Result<(), Box<dyn Error + Send + Sync>> {
    let stream = get_user_media(&MediaStreamConstraints::new().audio(true)).await?;
    stream.stop();
    Ok(())
}

/// Converts values of JavaScript with a check.
pub fn adopt(stream: JsValue) -> Result<LocalMediaStream, MediaError> {
    Ok(LocalMediaStream::adopt(MediaStream::try_from(stream)?))
}
