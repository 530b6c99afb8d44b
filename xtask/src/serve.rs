//! `cargo xtask serve`: build, serve on this machine, open in the browser.

use std::env;
use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, bail};

use crate::shell::{self, Shell};
use crate::tools;

/// How many ports after the wanted one are tried.
const TRIES: u16 = 20;

/// What can be said on the command line.
#[derive(Debug, PartialEq)]
pub(crate) struct Options {
    port: u16,
    release: bool,
    open: bool,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { port: 8080, release: false, open: true };
        let mut arguments = arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--release" => options.release = true,
                "--no-open" => options.open = false,
                "--port" => {
                    let value = arguments.next().context("--port needs a number")?;
                    options.port = value.parse().with_context(|| format!("{value:?} is not a port"))?;
                }
                other => bail!("cargo xtask serve does not know {other:?}"),
            }
        }
        Ok(options)
    }
}

pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    if options.release {
        tools::ensure(sh, tools::FOR_OPTIMISING)?;
    }
    tools::ensure(sh, tools::FOR_BUILDING)?;
    let port = free_port(options.port)?;
    if port != options.port {
        println!("Port {} is taken.", options.port);
    }
    println!(
        "Building; the first time takes some minutes. Guidepost will then be at \
         http://127.0.0.1:{port}/ until you press Ctrl+C."
    );

    // A folder of its own: dist/ holds only what `cargo xtask dist` has built and checked.
    let mut trunk = sh.trunk("serve --address 127.0.0.1 --disable-address-lookup true --dist target/serve");
    trunk.arg("--port").arg(port.to_string());
    if options.release {
        trunk.arg("--release");
    }
    if options.open && has_screen() {
        trunk.arg("--open");
    }
    shell::run(&mut trunk)
}

/// The wanted port, or the next one that nobody listens on.
fn free_port(wanted: u16) -> Result<u16> {
    let last = wanted.saturating_add(TRIES);
    (wanted..=last)
        .find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok())
        .with_context(|| format!("All ports from {wanted} to {last} are taken; try --port"))
}

/// Whether there is anywhere for a browser window to appear.
fn has_screen() -> bool {
    let has_display = || {
        ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"]
            .iter()
            .any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
    };
    cfg!(any(windows, target_os = "macos")) || has_display()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Options::parse(&arguments)
    }

    #[test]
    fn options_are_read() -> Result<()> {
        let plain = parse("")?;
        assert_eq!((plain.port, plain.release, plain.open), (8080, false, true));
        let all = parse("--release --port 9000 --no-open")?;
        assert_eq!((all.port, all.release, all.open), (9000, true, false));
        Ok(())
    }

    #[test]
    fn wrong_options_are_refused() {
        assert!(parse("--port").is_err());
        assert!(parse("--port many").is_err());
        assert!(parse("--relaese").is_err());
    }

    #[test]
    fn a_taken_port_is_passed_over() -> Result<()> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = taken.local_addr()?.port();
        assert!(free_port(port)? > port);
        Ok(())
    }
}
