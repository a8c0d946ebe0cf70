//! A table of the engine, fetched from beside it when something first needs it.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, Response};

/// A table that is asked for once, and again only after a failure.
pub struct Table {
    /// Its file, beside those of the engine.
    address: &'static str,
    started: Rc<Cell<bool>>,
}

impl Table {
    /// The user-agent patterns.
    pub fn user_agents() -> Self {
        Self::at("user-agents.txt")
    }

    /// The services and actions that CloudTrail knows.
    pub fn vocabulary() -> Self {
        Self::at("vocabulary.txt")
    }

    /// MITRE's catalogue and the tags of published rules.
    pub fn checks() -> Self {
        Self::at("./checks.txt")
    }

    /// What fields and functions mean, and why problems are said.
    pub fn notes() -> Self {
        Self::at("engine_notes.txt")
    }

    /// Whether it was asked for, and neither failed nor was given up.
    pub fn is_started(&self) -> bool {
        self.started.get()
    }

    fn at(address: &'static str) -> Self {
        Self { address, started: Rc::default() }
    }

    /// Fetches the table unless that was done, and once `after` is fulfilled hands its text to `ready`; `None` where it could not
    /// be had.
    pub fn fetch(
        &self,
        scope: &DedicatedWorkerGlobalScope,
        after: Promise,
        ready: impl FnOnce(Option<&str>) -> Result<(), JsValue> + 'static,
    ) {
        if self.started.replace(true) {
            return;
        }
        // The page names the worker after the place of the engine's files; a worker from a blob has no place of its own.
        let request = scope.fetch_with_str(&(scope.name() + self.address));
        let started = self.started.clone();
        spawn_local(async move {
            if JsFuture::from(after).await.is_err() {
                return;
            }
            // Without the table the engine says less, which the page shows; the next update tries again.
            let text = text(request).await;
            started.set(text.is_some());
            if let Err(error) = ready(text.as_deref()) {
                wasm_bindgen::throw_val(error);
            }
        });
    }
}

async fn text(request: Promise) -> Option<String> {
    let response: Response = JsFuture::from(request).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
