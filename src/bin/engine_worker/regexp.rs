//! The browser's regular expressions as the engine of the user-agent patterns.

use js_sys::{Array, RegExp};
use rule_playground::cloudtrail::user_agent::{CompiledPattern, RegexEngine};
use wasm_bindgen::prelude::*;

/// The browser's `RegExp`.
pub struct BrowserRegExp;

/// A compiled `RegExp`.
pub struct Compiled(RegExp);

impl RegexEngine for BrowserRegExp {
    type Compiled = Compiled;

    fn compile(&self, regex: &str) -> Option<Compiled> {
        // `new RegExp` throws on what it refuses, and a throw would end the worker.
        let constructor = js_sys::global().unchecked_into::<JsValue>();
        let constructor = js_sys::Reflect::get(&constructor, &"RegExp".into()).ok()?.dyn_into().ok()?;
        let made = js_sys::Reflect::construct(&constructor, &Array::of2(&regex.into(), &"u".into())).ok()?;
        Some(Compiled(made.dyn_into().ok()?))
    }
}

impl CompiledPattern for Compiled {
    fn captures(&self, text: &str) -> Option<Vec<Option<String>>> {
        Some(self.0.exec(text)?.iter().map(|group| group.as_string()).collect())
    }
}
