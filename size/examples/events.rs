//! Listens to tracks and to the stream.

use local_media_stream::{MediaStreamConstraints, get_user_media};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
pub async fn open_and_stop(told: js_sys::Function) -> Result<(), JsValue> {
    let stream = get_user_media(MediaStreamConstraints::new().audio(true).video(true)).await?;
    let tell = move |what: &'static str| {
        let told = told.clone();
        move || drop(told.call1(&JsValue::UNDEFINED, &what.into()))
    };
    for track in stream.tracks() {
        track.on_ended(tell("ended")).forget();
        track.on_mute(tell("mute")).forget();
    }
    let mut inactive = stream.inactive_events();
    stream.stop();
    inactive.next().await;
    tell("inactive")();
    Ok(())
}
