//! The message loop.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use rule_playground::assist::Notes;
use rule_playground::check::Tables;
use rule_playground::cloudtrail::user_agent::{PatternList, PatternParser};
use rule_playground::cloudtrail::vocabulary::Vocabulary;
use rule_playground::events::SourceText;
use rule_playground::session::{Input, Workspace};
use rule_playground::time::Timestamp;
use rule_playground::wire::{
    EventsText, FromEngine, Options, Question, RowWindow, ToEngine, ToEngineKind, View, Wanted, answer, report,
    table_view, versions,
};
use tsify::{Ts, Tsify};
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

use crate::regexp::BrowserRegExp;
use crate::rest::rest_loaded;
use crate::table::Table;

/// The worker's state.
struct Engine {
    scope: DedicatedWorkerGlobalScope,
    workspace: RefCell<Workspace>,
    /// The last update, answered again when a table has arrived.
    last: RefCell<Last>,
    user_agents: Table,
    vocabulary: Table,
    checks: Table,
    notes: Table,
}

#[derive(Clone, Copy, Default)]
struct Last {
    id: u32,
    selected: Option<u32>,
    rows: RowWindow,
    view: View,
}

/// Starts listening and says so.
pub fn start() -> Result<(), JsValue> {
    std::panic::set_hook(Box::new(|panic| wasm_bindgen::throw_val(js_sys::Error::new(&panic.to_string()).into())));
    let scope: DedicatedWorkerGlobalScope = js_sys::global().dyn_into()?;
    let engine = Rc::new(Engine {
        scope: scope.clone(),
        workspace: RefCell::default(),
        last: RefCell::default(),
        user_agents: Table::user_agents(),
        vocabulary: Table::vocabulary(),
        checks: Table::checks(),
        notes: Table::notes(),
    });
    let listening = engine.clone();
    let on_message = Closure::<dyn FnMut(MessageEvent) -> Result<(), JsValue>>::new(move |event: MessageEvent| {
        let message = Ts::<ToEngine>::new_unchecked(event.data()).to_rust().map_err(thrown)?;
        listening.receive(message)
    });
    engine.workspace.borrow_mut().postpone_advice();
    scope.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    on_message.forget();
    engine.post(&FromEngine::Ready { versions: versions() })
}

impl Engine {
    fn receive(self: &Rc<Self>, message: ToEngine) -> Result<(), JsValue> {
        match (message.kind, message.question) {
            (ToEngineKind::Ask, Some(question)) => self.ask(message.id, question),
            (_, question) => self.update(ToEngine { question, ..message }),
        }
    }

    /// Answers a question; one about words of the rule as soon as it is known what they mean.
    fn ask(self: &Rc<Self>, id: u32, question: Question) -> Result<(), JsValue> {
        if matches!(question, Question::Complete(_) | Question::Hover(_)) {
            let (notes, vocabulary) = self.workspace.borrow().has_words();
            if !vocabulary {
                self.load(&self.vocabulary, set_vocabulary);
            }
            if !notes && !self.notes.is_started() {
                let engine = self.clone();
                // The answer needs the rest of the engine in any case, and says where it cannot be had.
                let now = Promise::resolve(&JsValue::NULL);
                self.notes.fetch(&self.scope, now, move |text| {
                    set_notes(&mut engine.workspace.borrow_mut(), text);
                    engine.answer(id, question)
                });
                return Ok(());
            }
        }
        self.answer(id, question)
    }

    fn answer(&self, id: u32, question: Question) -> Result<(), JsValue> {
        let answer = answer(&mut self.workspace.borrow_mut(), question);
        self.post(&FromEngine::Answer { id, answer: Box::new(answer) })
    }

    fn update(self: &Rc<Self>, message: ToEngine) -> Result<(), JsValue> {
        let ToEngine { id, rule, events, supplied, options, databases, view, selected, table, rows, .. } = message;
        let (previous, labels, cases) = (message.previous, message.labels, message.cases);
        let started = now();
        let mut workspace = self.workspace.borrow_mut();
        let (rule_changed, events_changed) = (rule.is_some(), events.is_some());
        if let Some(rule) = rule {
            workspace.set_rule(Input::Rule(&rule));
        }
        if let Some(events) = events {
            workspace.set_events(sources(events));
        }
        if let Some(supplied) = supplied {
            workspace.set_history(sources(supplied.history));
            workspace.set_indicators(sources(supplied.indicators));
        }
        if let Some(options) = options {
            set_options(&mut workspace, options);
        }
        if let Some(databases) = databases {
            workspace.set_databases(databases.into_iter().map(|database| (database.name, database.bytes.0)).collect());
        }
        if let Some(table) = table {
            workspace.set_table(table_view(table));
        }
        if let Some(previous) = previous {
            workspace.set_previous(&previous);
        }
        if let Some(labels) = labels {
            workspace.set_labels(labels.into());
        }
        if let Some(cases) = cases {
            workspace.set_cases(&cases);
        }
        let mut last = self.last.borrow_mut();
        let (rows, view) = (rows.unwrap_or(last.rows), view.unwrap_or(last.view));
        *last = Last { id, selected, rows, view };
        let View { request, formatted, tuning, findings, .. } = view;
        let wanted =
            Wanted { rule: rule_changed, events: events_changed, request, formatted, tuning, findings, selected, rows };
        let mut report = report(&mut workspace, wanted);
        report.milliseconds = now() - started;
        if workspace.wants_user_agents(view.document) {
            self.load(&self.user_agents, set_user_agents);
        }
        if workspace.wants_vocabulary() {
            self.load(&self.vocabulary, set_vocabulary);
        }
        if workspace.wants_check_tables() {
            self.load(&self.checks, set_check_tables);
        }
        // Why a problem is said comes with them.
        if !report.problems.is_empty() && !workspace.has_words().0 {
            self.load(&self.notes, set_notes);
        }
        self.post(&FromEngine::Report { id, report: Box::new(report) })
    }

    /// Fetches a table once and gives it to the workspace; then the last update is answered again, if that changes anything.
    fn load(self: &Rc<Self>, table: &Table, give: Give) {
        let engine = self.clone();
        // What the table is for is in the rest, and to wait for that in the middle of an answer would keep others waiting.
        table.fetch(&self.scope, rest_loaded(), move |text| {
            let started = now();
            let mut workspace = engine.workspace.borrow_mut();
            if !give(&mut workspace, text) {
                return Ok(());
            }
            let last = *engine.last.borrow();
            let Last { selected, rows, view, .. } = last;
            let View { request, formatted, tuning, findings, .. } = view;
            let wanted = Wanted { rule: false, events: false, request, formatted, tuning, findings, selected, rows };
            let mut report = report(&mut workspace, wanted);
            report.milliseconds = now() - started;
            engine.post(&FromEngine::Report { id: last.id, report: Box::new(report) })
        });
    }

    fn post(&self, reply: &FromEngine) -> Result<(), JsValue> {
        self.scope.post_message(&reply.into_ts().map_err(thrown)?.js_value())
    }
}

fn sources(texts: Vec<EventsText>) -> Vec<SourceText> {
    let text = |source: EventsText| match source.utf8 {
        // The page's encoder makes nothing but UTF-8.
        Some(bytes) => SourceText { name: source.name, text: String::from_utf8(bytes.0).unwrap_or_default() },
        None => SourceText { name: source.name, text: source.text },
    };
    texts.into_iter().map(text).collect()
}

/// Takes a table in, or that it cannot be had; whether that changes the answer.
type Give = fn(&mut Workspace, Option<&str>) -> bool;

fn set_user_agents(workspace: &mut Workspace, text: Option<&str>) -> bool {
    let parser = |text| Rc::new(PatternParser::new(PatternList::read(text), BrowserRegExp));
    text.map(|text| workspace.set_user_agents(parser(text))).is_some()
}

fn set_vocabulary(workspace: &mut Workspace, text: Option<&str>) -> bool {
    text.map(|text| workspace.set_vocabulary(Rc::new(Vocabulary::read(text)))).is_some()
}

fn set_notes(workspace: &mut Workspace, text: Option<&str>) -> bool {
    text.map(|text| workspace.set_notes(Notes::read(text))).is_some()
}

fn set_check_tables(workspace: &mut Workspace, text: Option<&str>) -> bool {
    workspace.set_check_tables(text.map(|text| Rc::new(Tables::read(text))));
    true
}

fn set_options(workspace: &mut Workspace, options: Options) {
    let now = options.now.as_deref().and_then(Timestamp::parse);
    workspace.set_now(now);
    workspace.set_enrichment(options.enrichment.as_deref().unwrap_or_default());
}

/// Milliseconds since the worker started.
fn now() -> f64 {
    let scope: Option<DedicatedWorkerGlobalScope> = js_sys::global().dyn_into().ok();
    scope.and_then(|scope| scope.performance()).map_or(0.0, |performance| performance.now())
}

fn thrown(error: impl std::fmt::Display) -> JsValue {
    js_sys::Error::new(&error.to_string()).into()
}
