//! Doubles as text, both ways, digit for digit as the standard library reads and writes them.
//!
//! The standard library's tables for it are 18 KB of the engine. Numbers of usual length take the same quick way here;
//! the few others are worked out digit by digit.

mod decimal;
mod read;
mod write;

pub use read::read;
pub use write::{java, plain};

/// Finite doubles of every size, the same in every run: any bits, and short numbers with a fraction.
#[cfg(test)]
fn random_doubles(count: usize) -> impl Iterator<Item = f64> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    let mut next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state
    };
    let any =
        (0..count).map(move |_| next()).flat_map(|bits| [f64::from_bits(bits >> 1), (bits >> 40) as f64 / 1000.0]);
    any.filter(|double| double.is_finite())
}
