//! The engine as a web worker: messages in, reports out, no logic.
//!
//! The page waits for `ready` before its first message; what it sends earlier is lost while the module loads.
//! A panic or an unreadable message is thrown, so the page gets an `error` event and starts a new worker.
#![forbid(unsafe_code)]

#[cfg(target_arch = "wasm32")]
mod worker {
    use rule_playground::wire::{FromEngine, ToEngine, Versions};
    use tsify::{Ts, Tsify};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub fn start() -> Result<(), JsValue> {
        std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_val(js_sys::Error::new(&panic.to_string()).into())));
        let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
        let replies = scope.clone();
        let on_message = Closure::<dyn FnMut(MessageEvent) -> Result<(), JsValue>>::new(move |event: MessageEvent| {
            let message = Ts::<ToEngine>::new_unchecked(event.data()).to_rust().map_err(thrown)?;
            answer(message).map_or(Ok(()), |reply| post(&replies, &reply))
        });
        scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        post(&scope, &FromEngine::Ready { versions: versions() })
    }

    /// What the open workspace says to a message.
    fn answer(message: ToEngine) -> Option<FromEngine> {
        match message {
            ToEngine::Update { .. } => None,
        }
    }

    fn versions() -> Versions {
        Versions {
            engine: env!("CARGO_PKG_VERSION").to_owned(),
            integration: String::new(),
            ecs: String::new(),
            user_agents: String::new(),
        }
    }

    fn post(scope: &DedicatedWorkerGlobalScope, reply: &FromEngine) -> Result<(), JsValue> {
        scope.post_message(&reply.into_ts().map_err(thrown)?.js_value())
    }

    fn thrown(error: impl std::fmt::Display) -> JsValue {
        js_sys::Error::new(&error.to_string()).into()
    }
}

#[cfg(target_arch = "wasm32")]
fn main() -> Result<(), wasm_bindgen::JsValue> {
    worker::start()
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("engine_worker runs in the browser; build the page with `cargo xtask build`");
}
