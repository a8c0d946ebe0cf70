//! Digest files: what the plain moves of the table leave to do.

use super::super::date;
use super::super::run::Run;

/// The hash of the previous digest is a related hash.
pub fn related_hash(run: &mut Run<'_, '_>) {
    if let Some(hash) = run.raw("previousDigestHashValue") {
        run.add_raw_to("related.hash", hash);
    }
}

/// A digest is dated by its end. The row that moves the date reports one that is none.
pub fn timestamp(run: &mut Run<'_, '_>) {
    if let Some(end) = run.text("digestEndTime")
        && let Some(date) = date::iso(&end.text)
    {
        run.derive_text("@timestamp", &date, end.span());
    }
}
