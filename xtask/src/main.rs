//! The project's commands. `cargo xtask help` lists them.
#![forbid(unsafe_code)]

mod bench;
mod browser;
mod docs;
mod process;
mod serve;
mod site;
mod size;
mod step;
mod tables;
mod test;
mod tools;
mod types;

use std::process::ExitCode;

/// Why a command stopped: one sentence for the person at the keyboard.
type Outcome<T = ()> = Result<T, String>;

struct Command {
    name: &'static str,
    about: &'static str,
    run: fn() -> Outcome,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "serve",
        about: "build the page, open it on a local address, rebuild it on every change",
        run: serve::serve,
    },
    Command {
        name: "test",
        about: "run everything: formatting, lints, tests, the build, its sizes, the book, the browser tests",
        run: test::test,
    },
    Command { name: "build", about: "leave the static site in dist/", run: site::build },
    Command { name: "size", about: "print the sizes of dist/ and hold them to their limits", run: size::size },
    Command {
        name: "browser",
        about: "run the browser tests against dist/ and target/docs/ as they stand",
        run: browser::test,
    },
    Command {
        name: "bench",
        about: "measure the engine beside its peers, natively and in Chromium (some minutes)",
        run: bench::bench,
    },
    Command {
        name: "docs",
        about: "leave the documentation, a site whose rules run, in target/docs/",
        run: docs::docs,
    },
    Command {
        name: "types",
        about: "write www/engine/wire.d.ts and src/assist/said.txt from the engine's tables",
        run: types::write,
    },
    Command {
        name: "tables",
        about: "write the tables made from other packages: user agents, vocabulary, fields",
        run: tables::write,
    },
    Command { name: "help", about: "print this list", run: help },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = match arguments.as_slice() {
        [] => help(),
        [name] if ["-h", "--help"].contains(&name.as_str()) => help(),
        [name] => match COMMANDS.iter().find(|command| command.name == name) {
            Some(command) => (command.run)(),
            None => Err(format!("there is no command `{name}`; `cargo xtask help` lists them")),
        },
        _ => Err("a command takes no further arguments; `cargo xtask help` lists them".to_owned()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}

fn help() -> Outcome {
    println!("cargo xtask <command>");
    for command in COMMANDS {
        println!("  {:<9}{}", command.name, command.about);
    }
    Ok(())
}
