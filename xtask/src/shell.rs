//! Where commands run: in the root of the checkout, with the tools of this checkout on the PATH.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

/// Runs programs for the commands.
pub(crate) struct Shell {
    root: PathBuf,
    path: OsString,
}

impl Shell {
    pub(crate) fn new() -> Self {
        // xtask/ lies directly in the root.
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_path_buf();

        // Our own tools win over others of the same name. Cargo's own folder is there because
        // rustup and cargo are not always on the PATH of an editor or a CI job.
        let mut folders = vec![root.join(".tools/bin"), root.join("xtask/node/node_modules/.bin")];
        folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
        if let Some(cargo) = env::var_os("CARGO").map(PathBuf::from) {
            folders.extend(cargo.parent().map(Path::to_path_buf));
        }
        let path = env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default());
        Self { root, path }
    }

    /// A path inside the checkout.
    pub(crate) fn at(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// The folders programs are looked for in.
    pub(crate) fn search_path(&self) -> impl Iterator<Item = PathBuf> {
        env::split_paths(&self.path)
    }

    /// A program, ready to be given arguments.
    pub(crate) fn program(&self, name: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(name);
        command.current_dir(&self.root).env("PATH", &self.path);
        // `cargo run` describes xtask in the environment. Some build scripts read that and would
        // run again each time a command is started from here rather than by hand.
        for (name, _) in env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                command.env_remove(&name);
            }
        }
        command
    }

    /// Cargo, with arguments separated by spaces.
    pub(crate) fn cargo(&self, arguments: &str) -> Command {
        let mut command = self.program("cargo");
        command.args(arguments.split_whitespace());
        command
    }

    /// npm, with arguments separated by spaces.
    pub(crate) fn npm(&self, arguments: &str) -> Command {
        let mut command = self.program(if cfg!(windows) { "npm.cmd" } else { "npm" });
        command.args(arguments.split_whitespace());
        command
    }

    /// trunk, with arguments separated by spaces.
    pub(crate) fn trunk(&self, arguments: &str) -> Command {
        let mut command = self.program("trunk");
        command.args(arguments.split_whitespace());
        // trunk stops at the usual NO_COLOR=1: it wants to read "true".
        if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
            command.env("NO_COLOR", "true");
        }
        command
    }
}

/// Runs a command with its output going to the terminal; an error names the command.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = describe(command);
    println!("$ {line}");
    let status = command.status().with_context(|| format!("Could not start: {line}"))?;
    if !status.success() {
        bail!("Failed ({status}): {line}");
    }
    Ok(())
}

/// What a command prints, or `None` where it cannot be started or fails.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output =
        command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn describe(command: &Command) -> String {
    let mut line = command.get_program().to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line.push_str(&argument.to_string_lossy());
    }
    line
}
