//! Child processes, which are killed on a failure, a timeout, a panic or Ctrl-C.

use std::collections::{BTreeSet, HashSet};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
use std::{io, thread};

use anyhow::{Context, Result, bail};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

/// The running children. The Ctrl-C handler cannot reach the guards on other threads' stacks.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// The environment variable that marks all descendants, including those whose parent process has exited.
const OWNER_VARIABLE: &str = "LMS_XTASK_OWNER";

/// Kills the children on Ctrl-C and SIGTERM.
pub fn kill_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for pid in running {
            kill_tree(pid);
        }
        std::process::exit(130);
    })
    .context("cannot install the Ctrl-C handler")
}

/// A child process. Dropping the guard kills the child and its descendants.
pub struct ChildGuard(Child);

impl ChildGuard {
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let child = command
            .env(OWNER_VARIABLE, owner_id())
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        RUNNING
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(child.id());
        Ok(Self(child))
    }

    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Returns the exit status; `None` while the child runs.
    pub fn exit_status(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.0.stdout.take()
    }
}

impl Drop for ChildGuard {
    fn drop(&mut self) {
        // A child that exits with success has no descendants left. Any other child may have.
        if !self.exit_status().is_some_and(|status| status.success()) {
            kill_tree(self.0.id());
        }
        let _ = self.0.wait();
        RUNNING
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.0.id());
    }
}

/// Returns all current descendants of `root`.
fn descendants(system: &System, root: u32) -> Vec<Pid> {
    let mut known = HashSet::from([Pid::from_u32(root)]);
    let mut found = Vec::new();
    loop {
        let before = found.len();
        for (pid, process) in system.processes() {
            // Threads are listed as children of their process.
            let is_child = process.parent().is_some_and(|parent| known.contains(&parent));
            if is_child && process.thread_kind().is_none() && known.insert(*pid) {
                found.push(*pid);
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn snapshot(kind: ProcessRefreshKind) -> System {
    let mut system = System::new();
    system.refresh_processes_specifics(ProcessesToUpdate::All, true, kind.without_tasks());
    system
}

/// The value of `OWNER_VARIABLE` for the descendants of this process.
fn owner_id() -> String {
    std::process::id().to_string()
}

/// Kills a child and its descendants, including orphans.
fn kill_tree(root: u32) {
    let system = snapshot(ProcessRefreshKind::nothing().with_environ(UpdateKind::Always));
    let marker = format!("{OWNER_VARIABLE}={}", owner_id());
    let orphans = system.processes().iter().filter(|(_, process)| {
        let is_orphan = process.parent().is_none_or(|parent| parent == Pid::from_u32(1));
        is_orphan && process.environ().iter().any(|variable| *variable == *marker)
    });
    let orphans = orphans.map(|(pid, _)| *pid);
    // The root is killed first, so that it cannot start further processes.
    let roots: Vec<_> = [Pid::from_u32(root)].into_iter().chain(orphans).collect();
    let below = roots.iter().flat_map(|pid| descendants(&system, pid.as_u32()));
    for pid in roots.iter().copied().chain(below) {
        if let Some(process) = system.process(pid) {
            process.kill();
        }
    }
}

/// Kills the descendants of `root` with `text` in one of their arguments. Returns their number.
pub fn kill_descendants_with_argument(root: u32, text: &str) -> usize {
    let system = snapshot(ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always));
    descendants(&system, root)
        .into_iter()
        .filter_map(|pid| system.process(pid))
        .filter(|process| {
            process
                .cmd()
                .iter()
                .any(|argument| argument.to_string_lossy().contains(text))
        })
        .filter(|process| process.kill())
        .count()
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

/// Runs a command until it exits or the time limit passes. Calls `on_line` with each line of its output.
pub fn run(
    command: &mut Command,
    limit: Option<Duration>,
    mut on_line: impl FnMut(&str),
) -> Result<Finished> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let spawned = ChildGuard::spawn(command);
    // The command holds write ends of the pipe. The reader sees no end of file until they are closed.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = spawned?;

    let (sender, lines) = mpsc::channel();
    thread::spawn(move || {
        let mut reader = BufReader::new(reader);
        let mut line = Vec::new();
        while reader.read_until(b'\n', &mut line).is_ok_and(|read| read > 0) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                break;
            }
            line.clear();
        }
    });

    let mut output = String::new();
    let deadline = limit.map(|limit| Instant::now() + limit);
    let mut status = None;
    loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                on_line(line.trim_end());
                output.push_str(&line);
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
            Err(mpsc::RecvTimeoutError::Timeout) => {
                // A descendant that outlives the child may keep the pipe open.
                if status.is_some() {
                    break;
                }
                status = child.exit_status();
            }
        }
        if deadline.is_some_and(|deadline| Instant::now() >= deadline) {
            return Ok(Finished { status: None, output });
        }
    }
    if status.is_none() {
        status = Some(child.0.wait()?);
    }
    Ok(Finished { status, output })
}

/// Runs a command without printing its output.
///
/// # Errors
/// If the command fails or exceeds the time limit. The message contains the output.
pub fn run_checked(command: &mut Command, limit: Option<Duration>) -> Result<()> {
    let finished = run(command, limit, |_| ())?;
    if !finished.success() {
        bail!(
            "`{}` failed: {}\n{}",
            command_line(command),
            finished.description(),
            finished.output.trim_end()
        );
    }
    Ok(())
}

/// Runs a command that prints to the terminal. Returns an error if the command fails.
pub fn run_inherited(command: &mut Command) -> Result<()> {
    let mut child = ChildGuard::spawn(command)?;
    let status = child.0.wait()?;
    if !status.success() {
        bail!("`{}` failed: {status}", command_line(command));
    }
    Ok(())
}

/// Returns the standard output of a command; `None` if the command does not exist or fails.
pub fn stdout_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Returns the command as a user would type it.
pub fn command_line(command: &Command) -> String {
    let program = command.get_program();
    let name = std::path::Path::new(program).file_name().unwrap_or(program);
    [name]
        .into_iter()
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn output_is_in_order_and_the_time_limit_is_enforced() {
        let mut lines = Vec::new();
        let mut command = Command::new("sh");
        command.args(["-c", "echo one; echo two >&2; echo three"]);
        let finished = run(&mut command, None, |line| lines.push(line.to_owned())).unwrap();
        assert!(finished.success());
        assert_eq!(lines, ["one", "two", "three"]);

        let started = Instant::now();
        let mut command = Command::new("sh");
        command.args(["-c", "echo started; sleep 60"]);
        let finished = run(&mut command, Some(Duration::from_millis(300)), |_| ()).unwrap();
        assert!(finished.status.is_none());
        assert_eq!(finished.output, "started\n");
        assert!(started.elapsed() < Duration::from_secs(20));
    }

    #[cfg(unix)]
    #[test]
    fn descendants_are_killed() {
        let seconds = format!("{}", 86400 + std::process::id());
        let mut command = Command::new("sh");
        command.args(["-c", &format!("sh -c 'sleep {seconds}; true' & wait")]);
        let child = ChildGuard::spawn(&mut command).unwrap();
        thread::sleep(Duration::from_millis(300));
        let alive = || {
            let system = snapshot(ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always));
            system.processes().values().any(|process| {
                process.cmd().last().is_some_and(|last| *last == *seconds)
                    && process.status() != sysinfo::ProcessStatus::Zombie
            })
        };
        assert!(alive());
        drop(child);
        thread::sleep(Duration::from_millis(200));
        assert!(!alive());

        // An orphan is killed, too.
        let mut command = Command::new("sh");
        command.args(["-c", &format!("(sleep {seconds} >/dev/null 2>&1 &); false")]);
        let mut child = ChildGuard::spawn(&mut command).unwrap();
        let _ = child.0.wait();
        assert!(alive());
        drop(child);
        thread::sleep(Duration::from_millis(200));
        assert!(!alive());
    }
}
