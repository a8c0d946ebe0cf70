//! What crosses between the page and the engine: plain objects, UTF-16 offsets, no HTML, no 64-bit numbers.
//!
//! `www/engine/wire.d.ts` is generated from these types (`cargo xtask types`) and a test keeps it equal.

mod assist;
mod convert;
mod detail;
mod findings;
mod guide;
mod message;
mod question;
mod record;
mod report;
mod table;
mod tuning;

pub use assist::*;
pub use convert::{Wanted, answer, findings, report, table_view, versions};
pub use detail::*;
pub use findings::*;
pub use guide::*;
pub use message::*;
pub use question::*;
pub use record::*;
pub use report::*;
pub use table::*;
pub use tuning::*;

use tsify::Tsify;

/// Every TypeScript declaration of the boundary, in the order of this file; the text of `www/engine/wire.d.ts`.
pub fn declarations() -> String {
    let declarations: &[&str] = &[
        ToEngine::DECL,
        ToEngineKind::DECL,
        EventsText::DECL,
        SuppliedTexts::DECL,
        Options::DECL,
        DatabaseFile::DECL,
        View::DECL,
        Table::DECL,
        TableFilter::DECL,
        FieldFilter::DECL,
        FieldTest::DECL,
        PartFilter::DECL,
        PartAnswer::DECL,
        TableSort::DECL,
        RowWindow::DECL,
        Question::DECL,
        RecordQuestion::DECL,
        ChangeQuestion::DECL,
        RecordChange::DECL,
        MatchesQuestion::DECL,
        ValuesQuestion::DECL,
        FromEngine::DECL,
        Answer::DECL,
        RecordAnswer::DECL,
        ValuesAnswer::DECL,
        ChangeAnswer::DECL,
        Match::DECL,
        AtQuestion::DECL,
        CompletionsAnswer::DECL,
        CompletionItem::DECL,
        CompletionKind::DECL,
        HoverAnswer::DECL,
        CountedValue::DECL,
        Versions::DECL,
        Report::DECL,
        RequestReport::DECL,
        RuleReport::DECL,
        Threat::DECL,
        Technique::DECL,
        Token::DECL,
        TokenKind::DECL,
        EventsReport::DECL,
        SourceReport::DECL,
        VerdictReport::DECL,
        Verdict::DECL,
        Problem::DECL,
        Severity::DECL,
        Source::DECL,
        Place::DECL,
        Range::DECL,
        Fix::DECL,
        Edit::DECL,
        Rows::DECL,
        VerdictCounts::DECL,
        Row::DECL,
        FindingsReport::DECL,
        FindingsKind::DECL,
        Finding::DECL,
        FindingMark::DECL,
        Supply::DECL,
        SuppliedReport::DECL,
        Detail::DECL,
        FormattedRecord::DECL,
        FormattedMark::DECL,
        WhyNode::DECL,
        Truth::DECL,
        Found::DECL,
        Mark::DECL,
        EcsValue::DECL,
        EcsOrigin::DECL,
        Labels::DECL,
        CasesSummary::DECL,
        TuningReport::DECL,
        ComparisonReport::DECL,
        Counts::DECL,
        LabelCounts::DECL,
        Label::DECL,
        SettingChange::DECL,
        Change::DECL,
        ChangeReason::DECL,
        ClauseReport::DECL,
        Tally::DECL,
        Hint::DECL,
        HintKind::DECL,
        CaseReport::DECL,
        Expected::DECL,
        GridQuestion::DECL,
        GridAnswer::DECL,
        GridRow::DECL,
        PullRequestQuestion::DECL,
        PullRequestAnswer::DECL,
        CaseQuestion::DECL,
        CaseAnswer::DECL,
        RedactQuestion::DECL,
        RedactAnswer::DECL,
        RedactedText::DECL,
        Markdown::DECL,
        Buttons::DECL,
        InvestigateButton::DECL,
        Provider::DECL,
        OsqueryButton::DECL,
        HighlightedField::DECL,
    ];
    let mut text = String::from("// Generated from src/wire by `cargo xtask types`; do not edit.\n");
    for declaration in declarations {
        text.push('\n');
        text.push_str(declaration);
        text.push('\n');
    }
    text
}
