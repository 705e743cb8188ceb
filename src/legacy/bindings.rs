//! What `install.js` has.

use wasm_bindgen::prelude::*;

#[wasm_bindgen(module = "/src/legacy/install.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub(super) fn install(options: &JsValue) -> Result<(), JsValue>;

    pub(super) fn uninstall() -> Vec<String>;

    #[wasm_bindgen(js_name = isInstalled)]
    pub(super) fn is_installed() -> bool;
}

/// wasm-bindgen puts a file beside the glue when something of it is declared, and does not follow its imports: so each
/// file that `install.js` comes to is named here, by anything that it exports.
macro_rules! files {
    ($($file:literal $export:ident,)*) => {$(
        #[wasm_bindgen(module = $file)]
        extern "C" {
            #[allow(dead_code, non_snake_case)]
            fn $export();
        }
    )*};
}

files! {
    "/src/legacy/activity.js" watch,
    "/src/legacy/ask.js" ask,
    "/src/legacy/constraints.js" translate,
    "/src/legacy/eras.js" stop,
    "/src/legacy/errors.js" legacyError,
    "/src/legacy/get_user_media.js" callbacks,
    "/src/legacy/handlers.js" handler,
    "/src/legacy/idl.js" idl,
    "/src/legacy/interfaces.js" interfaces,
    "/src/legacy/local_media_stream.js" adopt,
    "/src/legacy/media_stream_event.js" MediaStreamEvent,
    "/src/legacy/numeric_states.js" numericStates,
    "/src/legacy/object_urls.js" objectUrls,
    "/src/legacy/options.js" settings,
    "/src/legacy/patch.js" Patch,
    "/src/legacy/sources.js" sources,
    "/src/legacy/streams.js" streams,
    "/src/legacy/track_list.js" trackList,
    "/src/legacy/tracks.js" adoptTrack,
}
