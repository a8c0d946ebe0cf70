//! The part of the engine that a first answer does not take (`www/engine/split.mjs`); `www/engine/loader.ts` loads it.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = "loadRest")]
    fn load_rest();

    /// Fulfilled when the rest is there, rejected where it cannot be had.
    #[wasm_bindgen(js_name = "restLoaded")]
    pub fn rest_loaded() -> Promise;
}

/// Loads the rest of the engine before it returns. Nothing here calls it: the build makes the calls where it divides the engine.
#[wasm_bindgen]
pub fn rest() {
    load_rest();
}
