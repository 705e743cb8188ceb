//! Lists the devices and follows their changes.

use local_media_stream::{MediaDevices, MediaStreamConstraints};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(callback: js_sys::Function) -> Result<(), JsValue> {
    let devices = MediaDevices::from_navigator()?;
    let constraints = MediaStreamConstraints::new().audio(true).video(true);
    let stream = devices.get_user_media(&constraints).await?;
    stream.stop();
    let report = |label: Option<String>| drop(callback.call1(&JsValue::UNDEFINED, &label.into()));
    for device in devices.enumerate_devices().await? {
        report(device.label);
    }
    let mut changes = devices.device_changes();
    while let Some(change) = changes.next().await {
        for device in change.added {
            report(device.label);
        }
    }
    Ok(())
}
