use super::piece::{Kind, Piece};

/// The services that the conjunction around byte `at` asks for: the alternatives of `event.provider` beside it, else
/// around its brackets. Empty where it names none.
pub fn providers_around(pieces: &[Piece], at: u32) -> Vec<&str> {
    let cursor = pieces.partition_point(|piece| piece.span.end < at);
    let mut inside = cursor..cursor;
    loop {
        let group = group_around(pieces, inside.start, inside.end);
        let found = in_alternative(pieces, group.clone(), inside.start);
        if !found.is_empty() || group.start == 0 {
            return found;
        }
        inside = group.start - 1..group.end + 1;
    }
}

/// What stands between the brackets around `start..end`.
fn group_around(pieces: &[Piece], start: usize, end: usize) -> std::ops::Range<usize> {
    let before = super::piece::enclosing(pieces.get(..start).unwrap_or(pieces)).map_or(0, |open| open + 1);
    let mut depth = 0_usize;
    for (at, piece) in pieces.iter().enumerate().skip(end) {
        match piece.kind {
            Kind::Open => depth += 1,
            Kind::Close if depth == 0 => return before..at,
            Kind::Close => depth -= 1,
            _ => {}
        }
    }
    before..pieces.len().max(before)
}

/// The providers named directly in that `or` alternative of the group which holds `cursor`.
fn in_alternative(pieces: &[Piece], group: std::ops::Range<usize>, cursor: usize) -> Vec<&str> {
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut at = group.start;
    while let Some(piece) = pieces.get(at).filter(|_| at < group.end) {
        match piece.kind {
            Kind::Open => depth += 1,
            Kind::Close => depth = depth.saturating_sub(1),
            Kind::Or if depth == 0 && at < cursor => found.clear(),
            Kind::Or if depth == 0 => break,
            Kind::Field if depth == 0 && piece.text == "event.provider" => {
                let is_denied = at > group.start && pieces.get(at - 1).is_some_and(|piece| piece.kind == Kind::Not);
                let operator = pieces.get(at + 1).filter(|piece| piece.kind == Kind::Operator);
                if operator.is_some_and(|operator| operator.text != "!=") && !is_denied {
                    found.extend(compared_values(pieces.get(at + 2..).unwrap_or(&[])));
                }
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A value, or those in the brackets `pieces` begin with.
fn compared_values(pieces: &[Piece]) -> Vec<&str> {
    let mut values = Vec::new();
    for piece in pieces {
        match piece.kind {
            Kind::Value => values.push(piece.text.as_str()),
            Kind::Open | Kind::Or | Kind::Comma => {}
            _ => break,
        }
        if pieces.first().is_some_and(|first| first.kind == Kind::Value) {
            break;
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_conjunction_knows_its_services() {
        for (query, expected) in [
            ("event.provider: iam.amazonaws.com and event.action: |", "iam.amazonaws.com"),
            ("event.action: | and event.provider: \"iam.amazonaws.com\"", "iam.amazonaws.com"),
            ("event.provider: (a or \"b\") and event.action: (X or |)", "a b"),
            ("event.provider: a and (event.outcome: x and (event.action: |))", "a"),
            ("(event.provider: a and event.action: X) or (event.provider: b and event.action: |)", "b"),
            ("event.provider: a and event.action: X or event.provider: b and event.action: |", "b"),
            ("not event.provider: a and event.action: |", ""),
            ("event.action: |", ""),
            ("event.action: |))", ""),
        ] {
            let at = query.find('|').unwrap() as u32;
            let pieces = super::super::kql::pieces(&query.replace('|', ""));
            assert_eq!(providers_around(&pieces, at).join(" "), expected, "{query}");
        }
        let query = "any where event.provider in (\"a\", \"b\") and event.action == ";
        let pieces = super::super::eql::pieces(query).unwrap();
        assert_eq!(providers_around(&pieces, query.len() as u32), ["a", "b"]);
    }
}
