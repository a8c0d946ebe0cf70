use crate::text::Span;

/// A piece of a query as completion and hover see it, in any language.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is.
    pub kind: Kind,
    /// Bytes of the query.
    pub span: Span,
    /// The name of a field or function, the text a value stands for, else what is written.
    pub text: String,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An opening bracket.
    Open,
    /// A closing one.
    Close,
    /// `and`
    And,
    /// `or`
    Or,
    /// `not`
    Not,
    /// A field.
    Field,
    /// What compares a field with what follows.
    Operator,
    /// A value.
    Value,
    /// `,`
    Comma,
    /// The name of a function.
    Call,
    /// Any other word or sign.
    Word,
}

/// The opening bracket around the end of `pieces`, as an index; `None` where none is open.
pub fn enclosing(pieces: &[Piece]) -> Option<usize> {
    let mut closed = 0_usize;
    for (at, piece) in pieces.iter().enumerate().rev() {
        match piece.kind {
            Kind::Close => closed += 1,
            Kind::Open if closed == 0 => return Some(at),
            Kind::Open => closed -= 1,
            _ => {}
        }
    }
    None
}

/// The field that a value at the end of `pieces` is compared with: right before it, or before the list around it.
pub fn compared(pieces: &[Piece]) -> Option<&str> {
    let mut before = pieces;
    loop {
        let last = before.last()?;
        let is_list_part = matches!(last.kind, Kind::Open | Kind::And | Kind::Or | Kind::Not | Kind::Comma);
        if last.kind == Kind::Operator {
            let [.., field, _] = before else { return None };
            // `not in`
            let field = if field.kind == Kind::Not { before.get(before.len().checked_sub(3)?)? } else { field };
            return (field.kind == Kind::Field).then_some(field.text.as_str());
        }
        if !is_list_part {
            return None;
        }
        let open = enclosing(before)?;
        let is_round = before.get(open).is_some_and(|piece| piece.text == "(");
        before = before.get(..open).filter(|_| is_round)?;
        if !matches!(before.last()?.kind, Kind::Operator | Kind::Open | Kind::And | Kind::Or | Kind::Not | Kind::Comma)
        {
            return None;
        }
    }
}
