//! The Yjs servers for tests, and what they need beside npm packages: Python packages and Redis.

use anyhow::{Result, bail};

use crate::shell::{self, Shell};
use crate::tools;

/// The environment with the Python packages.
const ENVIRONMENT: &str = ".tools/pycrdt";
const PYTHON: &str = ".tools/pycrdt/bin/python";
const REQUIREMENTS: &str = "tests/servers/requirements.txt";

/// Succeeds where what is installed has the versions in the file that it is given.
const HAS_PACKAGES: &str = "
import sys
from importlib.metadata import version
wanted = dict(line.split('==') for line in open(sys.argv[1]).read().split())
sys.exit(any(version(name) != wanted[name] for name in wanted))
";

/// Succeeds where environments can be made, for a Python that the packages run on.
const CAN_MAKE_ENVIRONMENTS: &str = "import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))";

pub(crate) fn has_python_packages(sh: &Shell) -> bool {
    shell::output(sh.program(sh.at(PYTHON)).args(["-c", HAS_PACKAGES, REQUIREMENTS])).is_some()
}

pub(crate) fn install_python_packages(sh: &Shell) -> Result<()> {
    let has_venv = || shell::output(sh.program("python3").args(["-c", CAN_MAKE_ENVIRONMENTS])).is_some();
    if !has_venv() {
        tools::apt_install(sh, "python3 python3-venv");
    }
    if !has_venv() {
        bail!(
            "Python 3.11 or newer, with its modules venv and ensurepip, has to be installed by hand.\n\
             - Debian: sudo apt-get install python3 python3-venv\n\
             - macOS: brew install python\n\
             - elsewhere: https://www.python.org/downloads/"
        );
    }
    shell::run(sh.program("python3").args(["-m", "venv", "--clear", ENVIRONMENT]))?;
    let mut pip = sh.program(sh.at(PYTHON));
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS]);
    shell::run(&mut pip)
}

pub(crate) fn has_redis(sh: &Shell) -> bool {
    shell::output(sh.program("redis-server").arg("--version")).is_some()
}

pub(crate) fn install_redis(sh: &Shell) -> Result<()> {
    tools::apt_install(sh, "redis-server");
    if !has_redis(sh) {
        bail!(
            "Redis has to be installed by hand; it need not run.\n\
             - Debian: sudo apt-get install redis-server\n\
             - macOS: brew install redis\n\
             - elsewhere: https://redis.io/docs/latest/operate/oss_and_stack/install/"
        );
    }
    Ok(())
}

/// Runs what tests the servers alone, with plain clients in Node.
pub(crate) fn test(sh: &Shell, arguments: &[String]) -> Result<()> {
    let mut node = sh.program("node");
    node.args(["--test", "--test-reporter=spec"]).args(arguments).arg("servers.test.mjs");
    shell::run(node.current_dir(sh.at("tests/servers")))
}
