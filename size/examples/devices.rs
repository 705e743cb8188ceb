//! Lists the devices, and follows what comes and goes.

use local_media_stream::{MediaDevices, MediaStreamConstraints};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(told: js_sys::Function) -> Result<(), JsValue> {
    let devices = MediaDevices::from_navigator()?;
    let constraints = MediaStreamConstraints::new().audio(true).video(true);
    let stream = devices.get_user_media(constraints).await?;
    stream.stop();
    let tell = |label: Option<String>| drop(told.call1(&JsValue::UNDEFINED, &label.into()));
    for device in devices.enumerate_devices().await? {
        tell(device.label);
    }
    let mut changes = devices.device_changes();
    while let Some(change) = changes.next().await {
        for device in change.added {
            tell(device.label);
        }
    }
    Ok(())
}
