//! The page on a local address.

use std::net::{Ipv4Addr, TcpListener};

use crate::process::{program, run};
use crate::{Outcome, tools};

const PORTS: std::ops::Range<u16> = 8080..8100;

/// Builds the page as it is shipped, opens it and rebuilds it when a source changes, until Ctrl+C.
pub fn serve() -> Outcome {
    tools::for_building()?;
    let Some(port) = PORTS.into_iter().find(|&port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()) else {
        return Err(format!("no free port between {} and {}", PORTS.start, PORTS.end - 1));
    };
    println!("The page will be at http://127.0.0.1:{port}/ (Ctrl+C ends; after a change, reload the page).");
    run(program("trunk").args(["serve", "--open", "--port", &port.to_string()]))
}
