//! Parses the arguments, runs the command, prints what went wrong, and sets the exit code.

fn main() {}
