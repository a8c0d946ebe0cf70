//! `sequence` and `sample`.

use std::sync::Arc;

use super::ast::{Field, Maxspan, QueryKind, Sequence, Step};
use super::lexer::{Keyword, Sign, TokenKind};
use super::parser::{Parser, broken_filter};
use crate::diagnostic::codes::eql as codes;
use crate::text::Span;

/// How many events in a row `runs` may ask for, and how many steps a sequence may have once they are written out.
const MOST_RUNS: u32 = 100;

impl Parser<'_> {
    /// `sequence = "sequence" [ keys ] [ "with" "maxspan" "=" number [ unit ] ] step { step } [ "until" step ]`
    pub fn sequence(&mut self) -> QueryKind {
        let start = self.cursor.span();
        self.cursor.bump();
        let mut keys = self.keys();
        let maxspan = self.maxspan();
        if let Some(by) = self.cursor.eat(TokenKind::Keyword(Keyword::By)) {
            let note = "Write the keys first: `sequence by field with maxspan=15m`.";
            self.report(&codes::SEQUENCE, by.span, "`by` stands after `with`", note);
            keys = self.fields();
        }
        let steps = self.steps(&keys);
        let until = self.cursor.eat(TokenKind::Keyword(Keyword::Until)).and_then(|token| {
            let until = self.step(&keys);
            if until.is_none() {
                let message = format!("`until` needs an event{}", self.found());
                self.fail(&codes::UNEXPECTED, token.span, message, "Write it in brackets: `until [any where …]`.");
            }
            until
        });
        let events: u32 = steps.iter().map(|step| step.runs).sum();
        if events < 2 {
            let note = "Add a step: `[category where condition]`; a single event needs no sequence.";
            self.fail(&codes::SEQUENCE, start, "a sequence needs two steps or more", note);
        }
        let sequence = Sequence { maxspan, steps, until };
        self.check_missing(&sequence);
        self.check_keys(&sequence, start);
        QueryKind::Sequence(sequence)
    }

    /// `sample = "sample" keys step step { step }`
    pub fn sample(&mut self) -> QueryKind {
        let start = self.cursor.span();
        self.cursor.bump();
        let keys = self.keys();
        if self.cursor.kind() == Some(TokenKind::Keyword(Keyword::With)) {
            let span = self.cursor.span();
            self.report(&codes::SEQUENCE, span, "a sample takes no `maxspan`", "A sample has no order and no length.");
            self.maxspan();
        }
        let steps = self.steps(&keys);
        if self.cursor.kind() == Some(TokenKind::Keyword(Keyword::Until)) {
            let span = self.cursor.span();
            self.report(&codes::SEQUENCE, span, "a sample takes no `until`", "A sample has no order and no end.");
            self.cursor.bump();
            self.step(&keys);
        }
        if steps.len() < 2 {
            let note = "Add a part: `[category where condition] by field`.";
            self.fail(&codes::SEQUENCE, start, "a sample needs two parts or more", note);
        } else if steps.iter().any(|step| step.keys.is_empty()) {
            let note = "Write the field its events share: `sample by user.name`.";
            self.fail(&codes::SEQUENCE, start, "a sample needs `by`", note);
        }
        for step in steps.iter().filter(|step| step.missing || step.runs != 1) {
            let note = "Only a sequence has missing events and `runs`.";
            self.report(&codes::SEQUENCE, step.span, "a sample has only events that occur once", note);
        }
        let sample = Sequence { maxspan: None, steps, until: None };
        self.check_keys(&sample, start);
        QueryKind::Sample(sample)
    }

    fn steps(&mut self, keys: &[Arc<Field>]) -> Vec<Step> {
        let mut steps = Vec::new();
        while let Some(step) = self.step(keys) {
            steps.push(step);
        }
        let ends =
            matches!(self.cursor.kind(), None | Some(TokenKind::Keyword(Keyword::Until) | TokenKind::Sign(Sign::Pipe)));
        if !ends {
            let span = self.cursor.span();
            let message = format!("a step is missing{}", self.found());
            self.fail(&codes::UNEXPECTED, span, message, "A step stands in brackets: `[category where condition]`.");
            let ends = |kind| matches!(kind, TokenKind::Sign(Sign::Pipe));
            while self.cursor.kind().is_some_and(|kind| !ends(kind)) {
                self.cursor.bump();
            }
        }
        steps
    }

    /// `step = ( "[" | "![" ) event "]" [ keys ] [ "with" "runs" "=" number ]`; `None` where no bracket stands.
    fn step(&mut self, shared: &[Arc<Field>]) -> Option<Step> {
        let open = self.cursor.span();
        let missing = match self.cursor.kind()? {
            TokenKind::Sign(Sign::OpenBracket) => false,
            TokenKind::Sign(Sign::MissingOpen) => true,
            _ => return None,
        };
        self.cursor.bump();
        self.failed = false;
        let filter = match self.cursor.kind() {
            None => broken_filter(open),
            Some(_) => self.event_filter(true),
        };
        if self.cursor.eat(TokenKind::Sign(Sign::CloseBracket)).is_none() {
            self.fail(&codes::UNCLOSED, open, "this bracket is not closed", "Write `]` where the step ends.");
        }
        let end = self.cursor.last_end();
        let mut keys = shared.to_vec();
        keys.extend(self.keys());
        let runs = self.runs();
        if let Some(name) = self.cursor.kind().filter(|kind| *kind == TokenKind::Name) {
            let span = self.cursor.span();
            if span.of(self.text) == "fork" {
                self.report(&codes::NOT_SUPPORTED, span, "Elasticsearch does not have `fork`", "Remove it.");
                self.cursor.eat(name);
                if self.cursor.eat(TokenKind::Sign(Sign::Assign)).is_some() {
                    self.cursor.bump();
                }
                keys.extend(self.keys());
            }
        }
        Some(Step { filter, keys, runs, missing, span: Span::new(open.start, end) })
    }

    /// `keys = "by" field { "," field }`
    fn keys(&mut self) -> Vec<Arc<Field>> {
        match self.cursor.eat(TokenKind::Keyword(Keyword::By)) {
            Some(_) => self.fields(),
            None => Vec::new(),
        }
    }

    fn fields(&mut self) -> Vec<Arc<Field>> {
        let mut fields = Vec::new();
        loop {
            let key = self.expression();
            match key.kind {
                super::ast::ExpressionKind::Field(field) => fields.push(field),
                super::ast::ExpressionKind::Broken => {}
                _ => {
                    let message = format!("`{}` is no field", key.span.of(self.text));
                    self.report(&codes::SEQUENCE, key.span, message, "`by` takes fields only, no values made of them.");
                }
            }
            if self.cursor.eat(TokenKind::Sign(Sign::Comma)).is_none() {
                return fields;
            }
        }
    }

    /// `"with" "maxspan" "=" number [ unit ]`
    fn maxspan(&mut self) -> Option<Maxspan> {
        self.cursor.eat(TokenKind::Keyword(Keyword::With))?;
        let word = self.cursor.span();
        let named = self.cursor.eat(TokenKind::Keyword(Keyword::Maxspan)).is_some();
        if !named || self.cursor.eat(TokenKind::Sign(Sign::Assign)).is_none() {
            let span = if named { self.cursor.span() } else { word };
            let message = format!("`maxspan=` is missing{}", self.found());
            self.fail(&codes::UNEXPECTED, span, message, "Write `with maxspan=15m`.");
            return None;
        }
        let number = self.cursor.span();
        let negative = self.cursor.eat(TokenKind::Sign(Sign::Minus)).is_some();
        let digits = self.cursor.span();
        let whole = self.cursor.kind() == Some(TokenKind::Integer);
        if !matches!(self.cursor.kind(), Some(TokenKind::Integer | TokenKind::Decimal)) {
            let message = format!("`maxspan` needs a time{}", self.found());
            self.fail(&codes::UNEXPECTED, number, message, "Write a number and a unit: `maxspan=15m`.");
            return None;
        }
        self.cursor.bump();
        let unit_span = self.cursor.span();
        let unit = self.cursor.eat(TokenKind::Name).map_or("", |_| unit_span.of(self.text));
        let span = Span::new(number.start, self.cursor.last_end());
        let milliseconds: Option<i64> = match unit {
            "ms" => Some(1),
            "s" | "" => Some(1000),
            "m" => Some(60_000),
            "h" => Some(3_600_000),
            "d" => Some(86_400_000),
            _ => None,
        };
        let count: Option<i64> = digits.of(self.text).parse().ok().filter(|count| whole && !negative && *count > 0);
        let Some((unit, count)) = milliseconds.zip(count) else {
            let message = format!("`{}` is no time", span.of(self.text));
            let note = "Write a whole number above 0 with one of the units ms, s, m, h, d.";
            self.report(&codes::SEQUENCE, span, message, note);
            return None;
        };
        Some(Maxspan { milliseconds: count.saturating_mul(unit), span })
    }

    /// `"with" "runs" "=" number`, or 1.
    fn runs(&mut self) -> u32 {
        if self.cursor.eat(TokenKind::Keyword(Keyword::With)).is_none() {
            return 1;
        }
        let word = self.cursor.span();
        let named = self.cursor.eat(TokenKind::Name).is_some() && word.of(self.text) == "runs";
        if !named || self.cursor.eat(TokenKind::Sign(Sign::Assign)).is_none() {
            self.fail(&codes::UNEXPECTED, word, "a step takes `with runs=` only", "Write `with runs=3`.");
            return 1;
        }
        let span = self.cursor.span();
        let negative = self.cursor.eat(TokenKind::Sign(Sign::Minus)).is_some();
        let digits = self.cursor.span();
        let count: Option<u32> = self.cursor.bump().and_then(|_| digits.of(self.text).parse().ok());
        match count.filter(|count| !negative && (1..=MOST_RUNS).contains(count)) {
            Some(count) => count,
            None => {
                let message = format!("`runs` is 1 to {MOST_RUNS}");
                self.report(&codes::SEQUENCE, span.join(digits), message, "Write a whole number in that range.");
                1
            }
        }
    }

    fn check_missing(&mut self, sequence: &Sequence) {
        if let Some(until) = sequence.until.as_ref().filter(|until| until.missing) {
            let note = "Write the event that ends the sequence: `until [category where condition]`.";
            self.report(&codes::SEQUENCE, until.span, "`until` takes no missing event", note);
        }
        let Some(missing) = sequence.steps.iter().find(|step| step.missing) else { return };
        if sequence.maxspan.is_none() {
            let note = "Write `with maxspan=…` after `sequence`: an event is missing only within a time.";
            self.report(&codes::SEQUENCE, missing.span, "a missing event needs `maxspan`", note);
        }
        if sequence.steps.iter().all(|step| step.missing) {
            let note = "Add a step without `!`.";
            self.report(&codes::SEQUENCE, missing.span, "every step is a missing event", note);
        }
    }

    /// The n-th key of each step must be the same value, so each step has as many.
    fn check_keys(&mut self, sequence: &Sequence, start: Span) {
        let mut steps = sequence.steps.iter().chain(&sequence.until);
        let Some(first) = steps.next() else { return };
        if let Some(other) = steps.find(|step| step.keys.len() != first.keys.len()) {
            let message =
                format!("the first step has {} keys after `by`, this one {}", first.keys.len(), other.keys.len());
            let note = "Give every step the same number of keys, or write them once after `sequence by`.";
            let place = if other.span.is_empty() { start } else { other.span };
            self.report(&codes::SEQUENCE, place, message, note);
        }
    }
}
