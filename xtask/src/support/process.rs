//! Child processes, which are killed with all their descendants on a failure, a timeout, a panic or Ctrl-C.
//!
//! Our own, because browsers leave the process group and outlive their driver. All descendants inherit an environment
//! variable by which they are found.

use std::io::{Read, Seek};
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use sysinfo::{ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

/// The environment variable that marks the descendants of a child.
const MARKER: &str = "LMS_XTASK_CHILD";

/// Kills the children on Ctrl-C and SIGTERM.
pub fn kill_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        kill_marked(&format!("{MARKER}={}-", std::process::id()));
        std::process::exit(130);
    })
    .context("cannot install the Ctrl-C handler")
}

/// A child process. Dropping the guard kills the child and its descendants.
pub struct ChildGuard {
    child: Child,
    marker: String,
}

impl ChildGuard {
    pub fn spawn(command: &mut Command) -> Result<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        // The suffix distinguishes child 1 from child 11.
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let value = format!("{}-{number}.", std::process::id());
        let child = command.env(MARKER, &value).stdin(Stdio::null()).spawn();
        let program = || format!("cannot start {}", command.get_program().display());
        Ok(Self {
            child: child.with_context(program)?,
            marker: format!("{MARKER}={value}"),
        })
    }

    /// Returns the exit status; `None` while the child runs.
    pub fn exit_status(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().ok().flatten()
    }

    /// Waits until the child exits.
    pub fn wait(&mut self) -> Result<ExitStatus> {
        Ok(self.child.wait()?)
    }

    pub fn take_stdout(&mut self) -> Option<ChildStdout> {
        self.child.stdout.take()
    }
}

impl Drop for ChildGuard {
    fn drop(&mut self) {
        // A child that exits with success has no descendants left. Any other child may have.
        if !self.exit_status().is_some_and(|status| status.success()) {
            let _ = self.child.kill();
            kill_marked(&self.marker);
        }
        let _ = self.child.wait();
    }
}

/// Kills all processes with an environment variable that starts with `marker`.
fn kill_marked(marker: &str) {
    // A process may start another one after the list of processes was read.
    for _ in 0..5 {
        let mut system = System::new();
        let kind = ProcessRefreshKind::nothing()
            .without_tasks()
            .with_environ(UpdateKind::Always);
        system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
        let marked = system.processes().values().filter(|process| {
            let mut variables = process.environ().iter();
            variables.any(|variable| variable.to_string_lossy().starts_with(marker))
        });
        if marked.filter(|process| process.kill()).count() == 0 {
            break;
        }
    }
}

/// The exit status and output of a child.
pub struct Finished {
    /// `None` if the child was killed because it exceeded the time limit.
    pub status: Option<ExitStatus>,
    /// Standard output and standard error, interleaved.
    pub output: String,
}

impl Finished {
    pub fn success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }

    /// Returns the exit status as text.
    pub fn description(&self) -> String {
        match self.status {
            Some(status) => status.to_string(),
            None => "killed: it exceeded the time limit".into(),
        }
    }
}

/// Runs a command until it exits or the time limit passes.
pub fn run(command: &mut Command, limit: Option<Duration>) -> Result<Finished> {
    // A file, because a descendant that outlives the child may keep a pipe open.
    let mut file = tempfile::tempfile()?;
    command.stdout(file.try_clone()?).stderr(file.try_clone()?);
    let mut child = ChildGuard::spawn(command)?;
    let started = Instant::now();
    let status = loop {
        let status = child.exit_status();
        if status.is_some() || limit.is_some_and(|limit| started.elapsed() >= limit) {
            break status;
        }
        sleep(Duration::from_millis(20));
    };
    drop(child);
    let mut output = Vec::new();
    file.rewind()?;
    file.read_to_end(&mut output)?;
    let output = String::from_utf8_lossy(&output).into_owned();
    Ok(Finished { status, output })
}

/// Runs a command without printing its output.
///
/// # Errors
/// If the command fails or exceeds the time limit. The message contains the output.
pub fn run_checked(command: &mut Command, limit: Option<Duration>) -> Result<()> {
    let finished = run(command, limit)?;
    if !finished.success() {
        let (status, output) = (finished.description(), finished.output.trim_end());
        bail!("`{}` failed: {status}\n{output}", command_line(command));
    }
    Ok(())
}

/// Runs a command that prints to the terminal. Returns an error if the command fails.
pub fn run_inherited(command: &mut Command) -> Result<()> {
    let status = ChildGuard::spawn(command)?.wait()?;
    if !status.success() {
        bail!("`{}` failed: {status}", command_line(command));
    }
    Ok(())
}

/// Returns the standard output of a command; `None` if the command does not exist or fails.
pub fn stdout_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| text.trim().to_owned())
}

/// Returns the command as a user would type it.
pub fn command_line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let words = program.file_name().into_iter().chain(command.get_args());
    let words: Vec<_> = words.map(|word| word.to_string_lossy()).collect();
    words.join(" ")
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn output_is_in_order_and_the_time_limit_is_enforced() {
        let finished = run(&mut shell("echo one; echo two >&2; echo three"), None).unwrap();
        assert!(finished.success());
        assert_eq!(finished.output, "one\ntwo\nthree\n");

        let started = Instant::now();
        let finished = run(&mut shell("echo started; sleep 60"), Some(Duration::from_secs(5))).unwrap();
        assert!(finished.status.is_none());
        assert_eq!(finished.output, "started\n");
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn descendants_and_orphans_are_killed() {
        let seconds = format!("{}", 86400 + std::process::id());
        let is_alive = || {
            let mut system = System::new();
            let kind = ProcessRefreshKind::nothing()
                .without_tasks()
                .with_cmd(UpdateKind::Always);
            system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind);
            let mut processes = system.processes().values();
            processes.any(|process| process.cmd().last().is_some_and(|last| *last == *seconds))
        };
        let wait_for = |alive: bool| {
            while is_alive() != alive {
                sleep(Duration::from_millis(20));
            }
        };
        for script in [
            format!("sh -c 'sleep {seconds}; true' & wait"),
            format!("(setsid sleep {seconds} >/dev/null 2>&1 &); exit 1"),
        ] {
            let child = ChildGuard::spawn(&mut shell(&script)).unwrap();
            wait_for(true);
            drop(child);
            wait_for(false);
        }
    }
}
