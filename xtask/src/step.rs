//! A named piece of work and the time it took.

use std::time::Instant;

use crate::Outcome;

/// Does the work, then prints its name and seconds; a failure says which step it was.
pub fn step<T>(name: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("── {name}");
    let start = Instant::now();
    let done = work().map_err(|sentence| format!("{name}: {sentence}"))?;
    println!("   {name:<30}{:>7.1} s", start.elapsed().as_secs_f64());
    Ok(done)
}
