//! How the connection was encrypted.

use super::super::run::Run;
use crate::text::Lower;

/// Some records carry the name of the key instead of a version: then nothing of the details is used.
const PLACEHOLDER: &str = "tlsVersion";

/// `TLSv1.3` is version `1.3` of protocol `tls`; without a `v` all of it is the version.
pub fn version(run: &mut Run<'_, '_>) {
    let Some(version) = run.text("tlsDetails.tlsVersion").filter(|version| version.text != PLACEHOLDER) else { return };
    let text = &*version.text;
    let Some((protocol, number)) = text.split_once('v') else {
        return run.copy("tls.version", version.node);
    };
    let number_span = version.part(protocol.len() + 1, text.len());
    run.derive_text("tls.version_protocol", &protocol.lower(), version.part(0, protocol.len()));
    run.derive_text("tls.version", number, number_span);
}

/// The other details, as they stand: the first path the row reads becomes the field it writes.
pub fn detail(run: &mut Run<'_, '_>) {
    if run.is_one_of("tlsDetails.tlsVersion", &[PLACEHOLDER]) {
        return;
    }
    let (Some(from), Some(to)) = (run.step.reads.first(), run.step.writes.first()) else { return };
    if let Some(node) = run.raw(from) {
        run.copy(to, node);
    }
}
