//! The constraints benchmark with serde-wasm-bindgen.

use serde::Serialize;
use wasm_bindgen::prelude::*;

#[derive(Serialize)]
struct Constraints<'a> {
    video: Video<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Video<'a> {
    width: u32,
    height: u32,
    frame_rate: Rate,
    facing_mode: &'a str,
    device_id: &'a str,
    echo_cancellation: bool,
    auto_gain_control: bool,
    noise_suppression: bool,
    channel_count: u32,
    aspect_ratio: f64,
}

#[derive(Serialize)]
struct Rate {
    min: f64,
    ideal: f64,
    max: f64,
}

#[wasm_bindgen(js_name = serdeConstraints)]
pub fn constraints(times: u32) -> Result<JsValue, JsValue> {
    let mut last = JsValue::UNDEFINED;
    for time in 0..times {
        let constraints = Constraints {
            video: Video {
                width: 1280 + time % 2,
                height: 720,
                frame_rate: Rate {
                    min: 15.0,
                    ideal: 30.0,
                    max: 60.0,
                },
                facing_mode: "user",
                device_id: "0123456789abcdef",
                echo_cancellation: true,
                auto_gain_control: false,
                noise_suppression: true,
                channel_count: 2,
                aspect_ratio: 1.5,
            },
        };
        last = serde_wasm_bindgen::to_value(&constraints)?;
    }
    Ok(last)
}
