//! The `architrave` command: the engine for terminals and CI.
//!
//! Exit status: 0 nothing to report, 1 findings at or above the threshold, 2 the input or the arguments cannot be used.

mod check;
mod coverage;
mod export;
mod gallery;
mod input;
mod pages;

use std::process::ExitCode;

use architrave::protocol::Severity;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Finds what will go wrong in a backend architecture, at its place in the spec.
#[derive(Debug, Parser)]
#[command(version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check specs.
    Check(CheckArgs),
    /// Explain a rule: why it matters, with examples.
    Explain {
        /// Its id, such as `api/verb-in-path`.
        rule: String,
    },
    /// List all rules.
    Rules {
        /// As text or JSON.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Print the JSON Schema of the language, for editors and validators.
    Schema,
    /// Print the reference in Markdown: the language, the limits of products that rules know, and the lines of the
    /// guidelines with the rules that answer them.
    Reference,
    /// List the lines of the guidelines with the rules that answer them.
    Coverage {
        /// As text or JSON.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Only the lines that no rule answers.
        #[arg(long)]
        missing: bool,
    },
    /// Write documents that follow from a spec.
    Export {
        /// Which: an id or a kind, such as `openapi` or `decision`; `list` names what the spec has; `all` of them with all
        /// diagrams, or the same as one `zip`.
        kind: String,
        /// The spec; `-` reads standard input.
        file: String,
        /// An earlier version of the spec, such as the one that runs: also `migration`, which leads from its tables to those
        /// of the spec.
        #[arg(long, value_name = "FILE")]
        baseline: Option<String>,
        /// The folder, or the name of the archive, to write to, made where missing; without it one document or the archive
        /// goes to standard output.
        #[arg(long, value_name = "PATH")]
        out: Option<std::path::PathBuf>,
    },
    /// List the specs of a folder for the workbench's gallery, as JSON with a small picture of each.
    #[command(hide = true)]
    Gallery {
        /// The folder.
        folder: std::path::PathBuf,
    },
    /// Draw a diagram of a spec.
    Diagram {
        /// Which: `map`, `data`, `sequence:<flow>`, `events`, `deployment:<environment>` …; `list` prints what the spec has.
        kind: String,
        /// The spec; `-` reads standard input.
        file: String,
        /// As Mermaid text or as a drawing that stands alone.
        #[arg(long, value_enum, default_value_t = Picture::Mermaid)]
        format: Picture,
        #[command(flatten)]
        view: ViewArgs,
    },
}

/// What of a diagram is drawn.
#[derive(Debug, Args)]
struct ViewArgs {
    /// Only this element and what is near it.
    #[arg(long, value_name = "NAME")]
    focus: Option<String>,
    /// How many steps away from it.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "focus")]
    depth: usize,
    /// Draw a context, store, team or region as one node; `all` of them.
    #[arg(long, value_name = "GROUP")]
    collapse: Vec<String>,
    /// Only these kinds, such as `services,stores`.
    #[arg(long, value_name = "KINDS", value_delimiter = ',')]
    only: Vec<String>,
}

#[derive(Debug, Args)]
struct CheckArgs {
    /// Specs; `-` reads standard input.
    #[arg(required = true)]
    files: Vec<String>,
    /// As text with code frames, or as JSON.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Apply all safe fixes first. Standard input is written fixed to standard output, and findings to standard error.
    #[arg(long)]
    fix: bool,
    /// The least severity that fails the check.
    #[arg(long, value_enum, default_value_t = Deny::Error, value_name = "SEVERITY")]
    deny: Deny,
    /// An earlier version of the spec, such as the one that runs: also report what breaks those who rely on it; `-` reads
    /// standard input.
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,
    /// Print the arithmetic behind findings that have one.
    #[arg(long)]
    explain: bool,
    /// Also print findings that the spec ignores, with their reasons.
    #[arg(long)]
    ignored: bool,
    /// Print how good the design is on each side, and what raises that most for the least writing.
    #[arg(long)]
    score: bool,
    /// Today, as `2027-01-31`, for dates in specs; the machine's date where it is not given.
    #[arg(long)]
    today: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Picture {
    Mermaid,
    Svg,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Deny {
    Info,
    Warning,
    Error,
}

impl From<Deny> for Severity {
    fn from(deny: Deny) -> Self {
        match deny {
            Deny::Info => Self::Info,
            Deny::Warning => Self::Warning,
            Deny::Error => Self::Error,
        }
    }
}

fn main() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Check(args) => check::run(&args),
        Command::Explain { rule } => pages::explain(&rule),
        Command::Rules { format } => pages::rules(format),
        Command::Schema => pages::schema(),
        Command::Reference => pages::reference(),
        Command::Coverage { format, missing } => coverage::run(format, missing),
        Command::Export { kind, file, baseline, out } => export::run(&kind, &file, baseline.as_deref(), out.as_deref()),
        Command::Gallery { folder } => gallery::run(&folder),
        Command::Diagram { kind, file, format, view } => pages::diagram(&kind, &file, format, view),
    };
    result.unwrap_or_else(|message| {
        anstream::eprintln!("architrave: {message}");
        ExitCode::from(2)
    })
}
