//! Python with the packages of other tools, in an environment of our own below `target`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::problem::{Problem, Result};
use crate::process::{apt_install, capture, find_on_path, run};

/// What the environment holds, each at the version that the tests were written against.
const PACKAGES: [&str; 1] = ["openapi-spec-validator==0.9.0"];

const OLDEST: (u32, u32) = (3, 10);
const FOLDER: &str = "target/tools/python";

/// The environment's Python, made where it is missing and remade where the packages have changed.
pub(crate) fn ensure() -> Result<PathBuf> {
    let folder = Path::new(FOLDER);
    let python = std::path::absolute(folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" }))
        .map_err(|error| Problem::failed(error.to_string()))?;
    let stamp = folder.join("installed.txt");
    let wanted = PACKAGES.join("\n");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) && fits(&python) {
        return Ok(python);
    }
    make(folder)?;
    println!("installing {} for Python, about 20 seconds", PACKAGES.join(", "));
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    run(Command::new(&python).args(install).args(PACKAGES)).map_err(|_| {
        Problem::missing(
            format!("{} could not be installed", PACKAGES.join(", ")),
            format!("see pip's message above; then `{} -m pip install {}`", python.display(), PACKAGES.join(" ")),
        )
    })?;
    fs::write(&stamp, wanted).map_err(|error| Problem::failed(format!("{}: {error}", stamp.display())))?;
    Ok(python)
}

/// An empty environment. Debian keeps the part of Python that makes one in a package of its own.
fn make(folder: &Path) -> Result<()> {
    let venv = |python: &Path| {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).is_ok() && capture(Command::new(python).args(["-m", "venv"]).arg(folder)).is_some()
    };
    let found = || ["python3", "python"].into_iter().filter_map(find_on_path).find(|file| fits(file));
    if found().is_some_and(|python| venv(&python)) {
        return Ok(());
    }
    if apt_install(&["python3", "python3-venv"]) && found().is_some_and(|python| venv(&python)) {
        return Ok(());
    }
    Err(Problem::missing(
        format!("Python {}.{} or newer, with venv, is not installed", OLDEST.0, OLDEST.1),
        "https://www.python.org, or your system's packages `python3` and `python3-venv`",
    ))
}

/// Whether a Python starts and is new enough.
fn fits(python: &Path) -> bool {
    let ask = "import sys; print(sys.version_info[0], sys.version_info[1])";
    let said = capture(Command::new(python).args(["-c", ask])).unwrap_or_default();
    let mut numbers = said.split_whitespace().filter_map(|number| number.parse::<u32>().ok());
    numbers.next().zip(numbers.next()).is_some_and(|version| version >= OLDEST)
}
