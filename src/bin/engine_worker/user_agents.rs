//! The user-agent patterns, fetched from beside the engine when something first needs them.

use std::cell::Cell;
use std::rc::Rc;

use rule_playground::cloudtrail::user_agent::{PatternList, PatternParser, UserAgentParser};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{DedicatedWorkerGlobalScope, Response};

use crate::regexp::BrowserRegExp;

/// Where the site keeps them, seen from the worker.
const ADDRESS: &str = "./user-agents.txt";

/// Whether the patterns were asked for; they are asked for once, and again only after a failure.
#[derive(Default)]
pub struct Loading {
    started: Rc<Cell<bool>>,
}

impl Loading {
    /// Fetches the patterns unless that was done, and hands the parser to `ready`.
    pub fn start(
        &self,
        scope: &DedicatedWorkerGlobalScope,
        ready: impl FnOnce(Rc<dyn UserAgentParser>) -> Result<(), JsValue> + 'static,
    ) {
        if self.started.replace(true) {
            return;
        }
        let request = scope.fetch_with_str(ADDRESS);
        let started = self.started.clone();
        spawn_local(async move {
            // Without the patterns the fields stay unknown, which the page says; the next update tries again.
            match fetch_text(request).await {
                Some(text) => {
                    let parser = PatternParser::new(PatternList::read(&text), BrowserRegExp);
                    if let Err(error) = ready(Rc::new(parser)) {
                        wasm_bindgen::throw_val(error);
                    }
                }
                None => started.set(false),
            }
        });
    }
}

async fn fetch_text(request: js_sys::Promise) -> Option<String> {
    let response: Response = JsFuture::from(request).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
