//! Compiles the wasm tests once, and runs them in Node or in each engine.
//!
//! The test runner of wasm-bindgen generates the page of each test binary. xtask loads it from its own server in its own
//! session: see docs/test-runner.md.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use cargo_metadata::{Artifact, Message};
use tempfile::TempDir;
use tower_http::services::ServeFile;

use super::libtest;
use super::report::{Outcome, Report, Test};
use crate::browser::browser_page::{BrowserPage, is_crash};
use crate::browser::engine::Engine;
use crate::support::process::{self, ChildGuard, stdout_of};
use crate::support::project::Project;
use crate::support::tools::{Tools, WASM_TARGET};
use crate::support::web_server::{fetch, isolated, site};

/// The start of the line before the results.
const START: &str = "\nrunning ";

/// The start of the line with the totals.
const SUMMARY: &str = "test result: ";

/// The time limit for loading a page, until its tests start.
const START_LIMIT: Duration = Duration::from_secs(60);

/// The settings of a test run.
pub struct WasmTests<'a> {
    pub project: &'a Project,
    pub tools: &'a Tools,
    /// Selects tests whose names contain this text.
    pub filter: Option<&'a str>,
    /// The time limit for the tests of one binary.
    pub limit: Duration,
}

/// A compiled test binary with at least one test.
pub struct Binary {
    name: String,
    file: PathBuf,
    tests: Vec<String>,
    /// The page with the tests; `None` if they are for Node.
    page: Option<TestPage>,
}

/// The folder of a test page. It is deleted when this is dropped.
struct TestPage {
    folder: PathBuf,
    _parent: TempDir,
}

/// The browser of the previous page. Starting Firefox takes longer than most pages.
#[derive(Default)]
struct LastBrowser {
    /// `None` if not all of its tests have run, or the engine cannot leave pages.
    open: Option<BrowserPage>,
    version_printed: bool,
}

/// A test that skipped itself, and the reason.
type Skip = (String, String);

impl WasmTests<'_> {
    /// Compiles the test binaries that `arguments` select. Returns those with matching tests.
    pub fn compile(&self, arguments: &str) -> Result<Vec<Binary>> {
        let mut command = self.tools.cargo();
        command
            .args(["test", "--no-run", "--target", WASM_TARGET])
            .args(["--message-format", "json-render-diagnostics"])
            .args(arguments.split_whitespace());
        let finished = process::run(command.current_dir(&self.project.root), None)?;
        let (messages, rest): (Vec<_>, Vec<_>) =
            finished.output.lines().partition(|line| line.starts_with('{'));
        ensure!(
            finished.success(),
            "the wasm tests do not compile:\n{}",
            rest.join("\n")
        );
        let artifacts = messages
            .into_iter()
            .filter_map(|message| match serde_json::from_str(message) {
                Ok(Message::CompilerArtifact(artifact)) if artifact.profile.test => Some(artifact),
                _ => None,
            });
        let mut binaries = Vec::new();
        for artifact in artifacts {
            let Some(file) = artifact.executable.clone().map(PathBuf::from) else {
                continue;
            };
            let list = stdout_of(self.runner(&file).arg("--list"))
                .with_context(|| format!("wasm-bindgen-test-runner cannot read {}", file.display()))?;
            let tests = list.lines().filter_map(|line| line.strip_suffix(": test"));
            let tests: Vec<_> = tests.map(str::to_owned).collect();
            if !tests.is_empty() {
                let (name, page) = (self.binary_name(&artifact), self.generate_page(&file)?);
                binaries.push(Binary {
                    name,
                    file,
                    tests,
                    page,
                });
            }
        }
        binaries.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(binaries)
    }

    /// Returns the name of a test binary, prefixed with the folder of its crate except for the root crate.
    fn binary_name(&self, artifact: &Artifact) -> String {
        let name = &artifact.target.name;
        match artifact.manifest_path.parent() {
            Some(folder) if folder != self.project.root => {
                format!("{}/{name}", folder.file_name().unwrap_or_default())
            }
            _ => name.clone(),
        }
    }

    /// Generates the page of a test binary. Returns `None` if its tests are for Node.
    fn generate_page(&self, file: &Path) -> Result<Option<TestPage>> {
        let parent = tempfile::tempdir()?;
        let mut command = self.runner(file);
        command
            .env("NO_HEADLESS", "1")
            .env("WASM_BINDGEN_TEST_ONLY_WEB", "1")
            .env("WASM_BINDGEN_TEST_ADDRESS", "127.0.0.1:0")
            .env("WASM_BINDGEN_KEEP_TEST_BUILD", "1")
            .env("TMPDIR", parent.path())
            .env("TMP", parent.path())
            .stdout(Stdio::piped());
        let mut runner = ChildGuard::spawn(&mut command)?;
        let output = BufReader::new(runner.take_stdout().context("the test runner has no output")?);
        let mut folder = PathBuf::new();
        for line in output.lines() {
            let line = line?;
            if let Some(path) = line.strip_prefix("Retaining temporary build output folder: ") {
                folder = path.into();
            } else if let Some((_, url)) = line.split_once("tests are now available at ") {
                // The page itself is the only file that is not in the folder.
                fs::write(folder.join("index.html"), fetch(url)?)?;
                let _parent = parent;
                return Ok(Some(TestPage { folder, _parent }));
            }
        }
        ensure!(
            runner.wait()?.success(),
            "wasm-bindgen-test-runner cannot run {}",
            file.display()
        );
        Ok(None)
    }

    fn runner(&self, file: &Path) -> Command {
        let mut command = self.tools.command("wasm-bindgen-test-runner");
        command.arg(file).args(self.filter);
        command.current_dir(&self.project.root);
        // The user's settings for other test runs must not apply.
        command.env_remove("WASM_BINDGEN_TEST_ONLY_NODE");
        // The backtrace would be the runner's own.
        command.env("RUST_LIB_BACKTRACE", "0");
        command
    }

    /// Runs the binaries that are configured for Node.
    pub fn run_in_node(&self, binaries: &[Binary], report: &mut Report) {
        for binary in binaries.iter().filter(|binary| binary.page.is_none()) {
            let name = format!("node {}", binary.name);
            if self.tools.find("node").is_none() {
                report.skip(&name, "Node is not installed");
                continue;
            }
            report.run_tests(&name, || {
                let finished = process::run(&mut self.runner(&binary.file), Some(self.limit))?;
                let error = (!finished.success()).then(|| finished.description());
                results(binary, &finished.output, &[], error)
            });
        }
    }

    /// Runs the binaries that are configured for browsers in one engine.
    pub fn run_in(&self, engine: Engine, binaries: &[Binary], report: &mut Report) {
        let mut browser = LastBrowser::default();
        for binary in binaries {
            let Some(page) = &binary.page else { continue };
            let name = format!("{engine} {}", binary.name);
            report.run_tests(&name, || {
                let mut output = String::new();
                let mut run = self.run_page(engine, page, &mut output, &mut browser);
                if let Some(reason) = retry_reason(engine, &run, &output) {
                    println!("  {name}: {reason}; retrying\n{}", output.trim_end());
                    output.clear();
                    run = self.run_page(engine, page, &mut output, &mut browser);
                }
                let (skips, error) = match run {
                    Ok(skips) => (skips, None),
                    Err(error) => {
                        let logs = self.project.logs();
                        let error = format!("{error:#}. The driver's log is in {}", logs.display());
                        (Vec::new(), Some(error))
                    }
                };
                results(binary, &output, &skips, error)
            });
        }
    }

    /// Runs the tests of a page. Writes their output to `output`. Returns the tests that skipped themselves.
    ///
    /// Uses the browser of the previous page, if any, and leaves it for the next page if all tests have run.
    fn run_page(
        &self,
        engine: Engine,
        page: &TestPage,
        output: &mut String,
        browser: &mut LastBrowser,
    ) -> Result<Vec<Skip>> {
        // The module is imported without its extension.
        let module = ServeFile::new(page.folder.join("wasm-bindgen-test.js"));
        let site = site(&[("/", &page.folder)]).route_service("/wasm-bindgen-test", module);
        let site = isolated(site);
        let page = match browser.open.take() {
            Some(mut page) => {
                page.replace_site(site)?;
                page
            }
            None => BrowserPage::open(self.project, self.tools, engine, site)?,
        };
        if !std::mem::replace(&mut browser.version_printed, true) {
            println!("  {engine} {}", page.session.version());
        }
        page.navigate("localhost", "?driver")?;
        let started = Instant::now();
        while !output.contains(SUMMARY) {
            let limit = if output.contains(START) {
                self.limit
            } else {
                START_LIMIT
            };
            ensure!(started.elapsed() < limit, "the tests exceeded the time limit");
            sleep(Duration::from_millis(100));
            let text = page.execute("return document.querySelector('#output').textContent")?;
            text.as_str().unwrap_or_default().clone_into(output);
        }
        for line in serde_json::from_value::<Vec<String>>(page.execute("return window.testLog ?? []")?)? {
            println!("  [{engine}] {line}");
        }
        let skips = serde_json::from_value(page.execute("return window.skippedTests ?? []")?)?;
        browser.open = engine.can_leave_pages().then_some(page);
        Ok(skips)
    }
}

/// Returns the reason to retry: a failure of the browser that no test can cause.
fn retry_reason(engine: Engine, run: &Result<Vec<Skip>>, output: &str) -> Option<&'static str> {
    match run {
        Err(error) if is_crash(error, engine) => Some("the browser crashed or hangs"),
        Err(_) if !output.contains(START) => Some("the browser did not start the tests"),
        _ => None,
    }
}

/// Returns the results of a binary. Tests without a result count as failed.
fn results(binary: &Binary, output: &str, skips: &[Skip], error: Option<String>) -> Result<Vec<Test>> {
    // The details of failures follow the summary and may contain similar lines.
    let mut tests = libtest::parse(output.split(SUMMARY).next().unwrap_or_default())?;
    for (name, reason) in skips {
        let matches = |test: &&mut Test| test.name == *name || test.name.ends_with(&format!("::{name}"));
        match tests.iter_mut().find(matches) {
            // A test that skips and then fails has failed.
            Some(test) if test.outcome == Outcome::Failed => {}
            Some(test) => test.outcome = Outcome::Skipped(reason.clone()),
            None => bail!("{name} was skipped under this name, but no such test exists"),
        }
    }
    let known: HashSet<_> = tests.iter().map(|test| test.name.clone()).collect();
    let missing = binary.tests.iter().filter(|name| !known.contains(*name));
    tests.extend(missing.map(|name| Test::new(format!("{name} (did not finish)"), Outcome::Failed)));
    let failed = tests.iter().any(|test| test.outcome == Outcome::Failed);
    match error {
        Some(error) if failed => println!("{}\n{error}", output.trim_end()),
        None if failed => println!("{}", output.trim_end()),
        Some(error) => bail!("{}\n{error}", output.trim_end()),
        None if !output.contains(SUMMARY) => bail!("{}\nno summary", output.trim_end()),
        None => {}
    }
    Ok(tests)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\nrunning 3 tests\ntest c ... ok\ntest m::b ... ok\ntest a ... ignored\n\n\
                        test result: ok. 2 passed; 0 failed; 1 ignored; 0 filtered out\n";

    /// Returns the outcomes of the tests `m::b` and `c`.
    fn outcomes(output: &str, skips: &[&str], error: Option<&str>) -> Result<String> {
        let binary = Binary {
            name: "a binary".into(),
            file: PathBuf::new(),
            tests: ["m::b", "c"].map(str::to_owned).into(),
            page: None,
        };
        let skips = skips
            .iter()
            .map(|name| ((*name).to_owned(), "no camera".to_owned()));
        let skips: Vec<_> = skips.collect();
        let tests = results(&binary, output, &skips, error.map(str::to_owned))?;
        let tests = tests
            .iter()
            .map(|test| format!("{} {:?};", test.name, test.outcome));
        Ok(tests.collect())
    }

    #[test]
    fn skipped_tests_do_not_count_as_passed() {
        let all = outcomes(GOOD, &[], None).unwrap();
        assert_eq!(all, "c Passed;m::b Passed;a Skipped(\"ignored\");");
        let all = outcomes(GOOD, &["b"], None).unwrap();
        assert!(all.contains("m::b Skipped(\"no camera\");"), "{all}");
        let failed = outcomes(&GOOD.replace("b ... ok", "b ... FAIL"), &["b"], None).unwrap();
        assert!(failed.contains("m::b Failed;"), "{failed}");
        assert!(outcomes(GOOD, &["x"], None).is_err());
    }

    #[test]
    fn missing_results_are_failures() {
        let all = outcomes("\nrunning 2 tests\ntest c ... ok\n", &[], Some("killed")).unwrap();
        assert_eq!(all, "c Passed;m::b (did not finish) Failed;");
        let without_summary = "test c ... ok\ntest m::b ... ok\n";
        assert!(outcomes(without_summary, &[], None).is_err());
        assert!(outcomes(GOOD, &[], Some("signal: 9")).is_err());
    }

    #[test]
    fn only_failures_of_the_browser_are_retried() {
        let failed = |error: &str| Err(anyhow::Error::msg(error.to_owned()));
        let reason = |error, output| retry_reason(Engine::WebKitGtk, &failed(error), output);
        assert!(reason("no session", "Loading scripts...").is_some());
        assert!(reason("page crash", GOOD).is_some() && reason("it did not respond", GOOD).is_some());
        assert!(retry_reason(Engine::Firefox, &failed("it did not respond"), GOOD).is_none());
        assert!(reason("the time limit", GOOD).is_none());
        assert!(retry_reason(Engine::WebKitGtk, &Ok(Vec::new()), GOOD).is_none());
    }
}
