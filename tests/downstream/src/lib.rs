//! What a user of the crate writes: no `js_sys::Reflect`, no cast, and no `--cfg web_sys_unstable_apis`.
//!
//! It is compiled by `cargo xtask test`, not run.
#![forbid(unsafe_code)]

use std::time::Duration;

use local_media_stream::*;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Opens, shows, measures, constrains, and stops.
#[wasm_bindgen]
pub async fn show(video: web_sys::HtmlMediaElement) -> Result<(), JsValue> {
    let devices = MediaDevices::from_navigator()?;
    let understood = devices.supported_constraints();
    let mut camera = MediaTrackConstraints::new()
        .facing_mode(FacingMode::User)
        .width(Constrain::ideal(1920).and_min(640))
        .frame_rate(24..=60)
        .background_blur(true);
    if understood.supports(key::ZOOM) {
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

/// Lists devices, follows what comes and goes, and what is permitted.
pub async fn follow() -> Result<(), MediaError> {
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

/// A session that survives what happens to devices.
#[wasm_bindgen]
pub struct Session {
    capture: Capture,
}

#[wasm_bindgen]
impl Session {
    /// Begins at once.
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
                    MediaErrorKind::Overconstrained { constraint } => drop(constraint.clone()),
                    _ => drop(error.to_string()),
                }
            }
        });
        Session { capture }
    }

    /// From one camera to the other.
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

/// The screen.
pub async fn share() -> Result<LocalMediaStream, MediaError> {
    let options = DisplayMediaStreamOptions::new().video(MediaTrackConstraints::new().cursor(Cursor::Always));
    get_display_media(&options).await
}
