//! Plain data, into JavaScript and out of it.

use wasm_bindgen::{JsCast, JsValue};

use crate::bindings::{self, with_string};
use crate::capture_handle::CaptureHandleConfig;
use crate::constraints::{MediaStreamConstraints, MediaTrackConstraints, TrackRequest};
use crate::display_media_stream_options::DisplayMediaStreamOptions;
use crate::json;
use crate::settings::Properties;
use crate::value::{Member, Record, Value};

/// The object that `getUserMedia` takes.
pub(crate) fn stream_constraints(constraints: &MediaStreamConstraints) -> JsValue {
    let object = bindings::Record::new();
    set_requests(&object, &constraints.audio, &constraints.video);
    if let Some(semantics) = &constraints.semantics {
        object.set_semantics(semantics.as_str());
    }
    object.unchecked_into()
}

/// The object that `getDisplayMedia` takes.
pub(crate) fn display_media_options(options: &DisplayMediaStreamOptions) -> bindings::Record {
    let object = bindings::Record::new();
    set_requests(&object, &options.audio, &options.video);
    let word = |name, word: Option<&str>| {
        if let Some(word) = word {
            object.set_string(name, word);
        }
    };
    word(
        "selfBrowserSurface",
        options.self_browser_surface.as_ref().map(|word| word.as_str()),
    );
    word(
        "systemAudio",
        options.system_audio.as_ref().map(|word| word.as_str()),
    );
    word(
        "windowAudio",
        options.window_audio.as_ref().map(|word| word.as_str()),
    );
    word(
        "surfaceSwitching",
        options.surface_switching.as_ref().map(|word| word.as_str()),
    );
    word(
        "monitorTypeSurfaces",
        options.monitor_type_surfaces.as_ref().map(|word| word.as_str()),
    );
    word(
        "audioSelection",
        options.audio_selection.as_ref().map(|word| word.as_str()),
    );
    if let Some(prefer) = options.prefer_current_tab {
        object.set_bool("preferCurrentTab", prefer);
    }
    object
}

/// The object that `setCaptureHandleConfig` takes.
pub(crate) fn capture_handle_config(config: &CaptureHandleConfig) -> JsValue {
    let object = bindings::Record::new();
    object.set_bool("exposeOrigin", config.expose_origin);
    object.set_string("handle", &config.handle);
    let origins = js_sys::Array::new();
    for origin in &config.permitted_origins {
        origins.push(&JsValue::from_str(origin));
    }
    object.set("permittedOrigins", &origins);
    object.unchecked_into()
}

/// Video is said also where none is asked for: to `getDisplayMedia`, absent means yes.
fn set_requests(object: &bindings::Record, audio: &TrackRequest, video: &TrackRequest) {
    if !matches!(audio, TrackRequest::No) {
        object.set_audio(&request(audio));
    }
    object.set_video(&request(video));
}

fn request(request: &TrackRequest) -> JsValue {
    match request {
        TrackRequest::No => JsValue::FALSE,
        TrackRequest::Any => JsValue::TRUE,
        TrackRequest::Like(constraints) => track_constraints(constraints),
    }
}

/// The object that `applyConstraints` takes.
pub(crate) fn track_constraints(constraints: &MediaTrackConstraints) -> JsValue {
    let object = match constraints.convert() {
        Some(how) => how.convert(constraints),
        // Sets in which nothing is set ask for nothing.
        None => bindings::Record::new(),
    };
    object.unchecked_into()
}

/// The way into JavaScript for all that can be in constraints, which only constraints with something in them know.
pub(crate) trait Convert {
    fn convert(&self, constraints: &MediaTrackConstraints) -> bindings::Record;
}

impl Convert for Record {
    fn convert(&self, constraints: &MediaTrackConstraints) -> bindings::Record {
        let object = record(constraints.basic.as_record());
        if !constraints.advanced.is_empty() {
            let advanced = js_sys::Array::new();
            for set in &constraints.advanced {
                advanced.push(&record(set.as_record()));
            }
            object.set("advanced", &advanced);
        }
        object
    }
}

fn record(record: &Record) -> bindings::Record {
    let object = bindings::Record::new();
    for Member { name, value } in record.members() {
        with_string(name, |name| match value {
            // These need not become a JsValue first.
            Value::Bool(flag) => object.put(name, &JsValue::from_bool(*flag)),
            Value::Number(number) => object.put_number(name, *number),
            Value::Text(text) => with_string(text, |text| object.put(name, text)),
            other => object.put(name, &to_js(other)),
        });
    }
    object
}

fn to_js(value: &Value) -> JsValue {
    match value {
        Value::Null => JsValue::NULL,
        Value::Bool(flag) => (*flag).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => with_string(text, JsValue::clone),
        Value::List(list) => {
            let array = js_sys::Array::new();
            for item in list {
                array.push(&to_js(item));
            }
            array.into()
        }
        Value::Record(members) => record(members).unchecked_into(),
    }
}

/// What an object of JavaScript's says, in one call. What is no data is left out, as JSON leaves it out.
impl From<&JsValue> for Value {
    fn from(js: &JsValue) -> Self {
        value_of(js)
    }
}

/// The value that JavaScript has, made anew.
impl From<&Value> for JsValue {
    fn from(value: &Value) -> Self {
        to_js(value)
    }
}

/// The object that JavaScript takes.
impl From<&MediaStreamConstraints> for JsValue {
    fn from(constraints: &MediaStreamConstraints) -> Self {
        stream_constraints(constraints)
    }
}

/// The object that JavaScript takes.
impl From<&DisplayMediaStreamOptions> for JsValue {
    fn from(options: &DisplayMediaStreamOptions) -> Self {
        display_media_options(options).unchecked_into()
    }
}

/// What a getter gave, as plain data; nothing where it threw.
pub(crate) fn record_of(object: Result<JsValue, JsValue>) -> Record {
    object.map(|object| from_js(&object)).unwrap_or_default()
}

/// What a getter gave, as a struct with a field for each property; an empty one where it threw.
pub(crate) fn properties_of<T: Properties>(object: Result<JsValue, JsValue>) -> T {
    let mut properties = T::default();
    if let Ok(object) = object {
        json::members(&text_of(&object), bindings::number, &mut |reader, name| {
            properties.read(reader, name)
        });
    }
    properties
}

/// An object of JavaScript's as plain data, in one call; what is no object at all is empty.
pub(crate) fn from_js(object: &JsValue) -> Record {
    match value_of(object) {
        Value::Record(record) => record,
        _ => Record::new(),
    }
}

/// A value of JavaScript's as plain data, in one call. What is no data is left out, as JSON leaves it out.
pub(crate) fn value_of(js: &JsValue) -> Value {
    json::parse(&text_of(js), bindings::number)
}

fn text_of(js: &JsValue) -> String {
    bindings::stringify(js).ok().flatten().unwrap_or_default()
}
