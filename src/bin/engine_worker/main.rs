//! The engine as a web worker: messages in, reports out, no logic.
//!
//! The page waits for `ready` before its first message; what it sends earlier is lost while the module loads.
//! A panic or an unreadable message is thrown, so the page gets an `error` event and starts a new worker.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod regexp;
#[cfg(target_arch = "wasm32")]
mod rest;
#[cfg(target_arch = "wasm32")]
mod table;
#[cfg(target_arch = "wasm32")]
mod worker;

#[cfg(target_arch = "wasm32")]
fn main() -> Result<(), wasm_bindgen::JsValue> {
    worker::start()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("engine_worker runs in the browser; build the page with `cargo xtask build`");
}
