//! Parses the arguments, runs the command, prints what went wrong, and sets the exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    noroshi::cli::main()
}
