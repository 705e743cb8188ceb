//! Processes that end with us: after a failure, a timeout, a panic or Ctrl-C.

use std::collections::{BTreeSet, HashSet};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Mutex, PoisonError, mpsc};
use std::time::{Duration, Instant};
use std::{io, thread};

use anyhow::{Context, Result, bail};
use sysinfo::{Pid, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};

/// The children that run now, for the handler of Ctrl-C, which can see no guard on another thread's stack.
static RUNNING: Mutex<BTreeSet<u32>> = Mutex::new(BTreeSet::new());

/// The variable by which what our children start is known as theirs, even when what started it is gone.
const FAMILY: &str = "LMS_XTASK_FAMILY";

/// Makes Ctrl-C and SIGTERM end the children too.
pub fn end_children_on_interrupt() -> Result<()> {
    ctrlc::set_handler(|| {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for pid in running {
            kill_tree(pid);
        }
        std::process::exit(130);
    })
    .context("cannot listen for Ctrl-C")
}

/// A child that is killed, with all that it started, when this is dropped.
pub struct Guarded(Child);

impl Guarded {
    pub fn spawn(command: &mut Command) -> Result<Self> {
        let child = command
            .env(FAMILY, family())
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

    /// The end of the child, if it has come.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.0.try_wait().ok().flatten()
    }

    pub fn take_stdout(&mut self) -> Option<std::process::ChildStdout> {
        self.0.stdout.take()
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        // A child that ended well has seen to its own. Any other may have left something behind.
        if !self.ended().is_some_and(|status| status.success()) {
            kill_tree(self.0.id());
        }
        let _ = self.0.wait();
        RUNNING
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.0.id());
    }
}

/// Every process that `root` started, directly or not, as of now.
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

/// What marks everything that descends from this process of ours.
fn family() -> String {
    std::process::id().to_string()
}

/// Kills a child and all that it started, also what has lost its parent since.
fn kill_tree(root: u32) {
    let system = snapshot(ProcessRefreshKind::nothing().with_environ(UpdateKind::Always));
    let mark = format!("{FAMILY}={}", family());
    let orphans = system.processes().iter().filter(|(_, process)| {
        let is_orphan = process.parent().is_none_or(|parent| parent == Pid::from_u32(1));
        is_orphan && process.environ().iter().any(|variable| *variable == *mark)
    });
    let orphans = orphans.map(|(pid, _)| *pid);
    // The root first, so that it starts nothing anew.
    let roots: Vec<_> = [Pid::from_u32(root)].into_iter().chain(orphans).collect();
    let below = roots.iter().flat_map(|pid| descendants(&system, pid.as_u32()));
    for pid in roots.iter().copied().chain(below) {
        if let Some(process) = system.process(pid) {
            process.kill();
        }
    }
}

/// Kills those processes below `root` whose command line has `mark` in it, and tells how many.
pub fn kill_marked(root: u32, mark: &str) -> usize {
    let system = snapshot(ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always));
    descendants(&system, root)
        .into_iter()
        .filter_map(|pid| system.process(pid))
        .filter(|process| {
            process
                .cmd()
                .iter()
                .any(|part| part.to_string_lossy().contains(mark))
        })
        .filter(|process| process.kill())
        .count()
}

/// How a child ended.
pub struct Finished {
    /// None when it was killed for taking too long.
    pub status: Option<ExitStatus>,
    /// All it wrote, standard output and standard error as they came.
    pub output: String,
}

impl Finished {
    pub fn success(&self) -> bool {
        self.status.is_some_and(|status| status.success())
    }

    pub fn how(&self) -> String {
        match self.status {
            Some(status) => status.to_string(),
            None => "killed: it took too long".into(),
        }
    }
}

/// Runs a command to its end, or to the end of its time, and hands on each line as it comes.
pub fn run(
    command: &mut Command,
    limit: Option<Duration>,
    mut on_line: impl FnMut(&str),
) -> Result<Finished> {
    let (reader, writer) = io::pipe()?;
    command.stdout(writer.try_clone()?).stderr(writer);
    let spawned = Guarded::spawn(command);
    // The command holds ends of the pipe to write to; while it does, the pipe does not end.
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
                // What the child left behind may hold the pipe open for ever.
                if status.is_some() {
                    break;
                }
                status = child.ended();
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

/// Runs a command that has nothing to say but when it fails, or does not come to its end in time.
pub fn succeed(command: &mut Command, limit: Option<Duration>) -> Result<()> {
    let finished = run(command, limit, |_| ())?;
    if !finished.success() {
        bail!(
            "`{}` failed: {}\n{}",
            shown(command),
            finished.how(),
            finished.output.trim_end()
        );
    }
    Ok(())
}

/// Runs a command whose output is for the user to see, and fails when it does.
pub fn run_shown(command: &mut Command) -> Result<()> {
    let mut child = Guarded::spawn(command)?;
    let status = child.0.wait()?;
    if !status.success() {
        bail!("`{}` failed: {status}", shown(command));
    }
    Ok(())
}

/// The standard output of a command, or None when there is no such command or it fails.
pub fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it.
pub fn shown(command: &Command) -> String {
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
    fn output_comes_in_order_and_the_time_is_limited() {
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
    fn grandchildren_end_too() {
        let mark = format!("{}", 86400 + std::process::id());
        let mut command = Command::new("sh");
        command.args(["-c", &format!("sh -c 'sleep {mark}; true' & wait")]);
        let child = Guarded::spawn(&mut command).unwrap();
        thread::sleep(Duration::from_millis(300));
        let alive = || {
            let system = snapshot(ProcessRefreshKind::nothing().with_cmd(UpdateKind::Always));
            system.processes().values().any(|process| {
                process.cmd().last().is_some_and(|last| *last == *mark)
                    && process.status() != sysinfo::ProcessStatus::Zombie
            })
        };
        assert!(alive());
        drop(child);
        thread::sleep(Duration::from_millis(200));
        assert!(!alive());

        // And what has no parent of its own any more.
        let mut command = Command::new("sh");
        command.args(["-c", &format!("(sleep {mark} >/dev/null 2>&1 &); false")]);
        let mut child = Guarded::spawn(&mut command).unwrap();
        let _ = child.0.wait();
        assert!(alive());
        drop(child);
        thread::sleep(Duration::from_millis(200));
        assert!(!alive());
    }
}
