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
    println!("The page will be at http://127.0.0.1:{port}/ (Ctrl+C ends it; reload the page to see a change).");
    let mut trunk = program("trunk");
    trunk.args(["serve", "--port", &port.to_string()]).env("RULE_PLAYGROUND_SERVING", "1");
    if has_screen() {
        trunk.arg("--open");
    }
    run(&mut trunk)
}

/// Whether a browser can be opened here; a Linux machine without a screen only prints the address.
fn has_screen() -> bool {
    !cfg!(target_os = "linux") || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| std::env::var_os(name).is_some())
}
