//! Installs the packed npm package in a temporary project and checks it there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::harness::junit;
use crate::harness::report::{Outcome, Report, Test};
use crate::support::files::files_below;
use crate::support::process;
use crate::support::project::Project;
use crate::support::tools::Tools;

const LIMIT: Duration = Duration::from_secs(1800);

/// The oldest supported TypeScript, the first with `Symbol.dispose`. npm/README.md states it.
const MIN_TYPESCRIPT: &str = "5.2.2";

/// Runs npm/tests/*.mjs, checks the types of npm/tests/consumer, and runs publint and Are The Types Wrong.
///
/// Returns the project for further checks; `None` if the package could not be installed.
pub fn run(project: &Project, tools: &mut Tools, package: &Path, report: &mut Report) -> Option<Consumer> {
    let consumer = report.run("npm install", || Consumer::new(project, tools, package))?;
    for file in consumer.test_files() {
        let name = format!("npm {}", file.file_name().unwrap_or_default().to_string_lossy());
        report.run_tests(&name, || consumer.run_test(tools, &file, &[]));
    }
    let types = consumer.folder.path().join("consumer");
    if types.join("tsconfig.json").is_file() {
        report.run("npm types", || check_types(tools, &types));
    }
    report.run("npm publint", || publint(tools, package));
    report.run("npm arethetypeswrong", || are_the_types_wrong(tools, &consumer));
    Some(consumer)
}

/// A temporary project with the package installed.
pub struct Consumer {
    folder: tempfile::TempDir,
    archive: PathBuf,
}

impl Consumer {
    fn new(project: &Project, tools: &Tools, package: &Path) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("consumer-").tempdir()?;
        let here = folder.path();
        let tests = project.root.join("npm").join("tests");
        if tests.is_dir() {
            for file in files_below(&tests)? {
                let to = here.join(file.strip_prefix(&tests)?);
                fs::create_dir_all(to.parent().context("the file has no parent folder")?)?;
                fs::copy(&file, to)?;
            }
        }
        fs::write(
            here.join("package.json"),
            "{ \"private\": true, \"type\": \"module\" }\n",
        )?;
        // Installs the archive, so that files missing from it are missing here, too.
        let mut pack = tools.command("npm");
        pack.args(["pack", "--silent"]).arg(package);
        run_checked(pack.current_dir(here))?;
        let archive = files_below(here)?
            .into_iter()
            .find(|file| file.extension().is_some_and(|end| end == "tgz"));
        let archive = archive.context("`npm pack` created no archive")?;
        let mut install = tools.npm_install();
        install.args(["--offline", "--no-save"]).arg(&archive);
        run_checked(install.current_dir(here))?;
        Ok(Self { folder, archive })
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    fn test_files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path())
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path());
        let mut files: Vec<_> = entries
            .filter(|path| path.extension().is_some_and(|end| end == "mjs"))
            .collect();
        files.sort();
        files
    }

    /// Runs a test file of Node with these environment variables.
    pub fn run_test(&self, tools: &Tools, file: &Path, environment: &[(&str, String)]) -> Result<Vec<Test>> {
        let results = self.folder.path().join("results.xml");
        let mut command = tools.command("node");
        command.args([
            "--test",
            "--test-reporter=spec",
            "--test-reporter-destination=stdout",
        ]);
        command.arg("--test-reporter=junit");
        command
            .arg(format!("--test-reporter-destination={}", results.display()))
            .arg(file);
        command.current_dir(self.folder.path());
        for (variable, value) in environment {
            command.env(variable, value);
        }
        let finished = process::run(&mut command, Some(LIMIT))?;
        if !finished.success() {
            println!("{}", finished.output.trim_end());
        }
        let tests = junit::parse(&fs::read_to_string(results)?)?;
        let failed = tests.iter().any(|test| test.outcome == Outcome::Failed);
        ensure!(
            !tests.is_empty() && (finished.success() || failed),
            "{} tests; {}",
            tests.len(),
            finished.description()
        );
        Ok(tests)
    }
}

/// Type-checks a project with the oldest supported TypeScript and the current one.
fn check_types(tools: &mut Tools, folder: &Path) -> Result<()> {
    let oldest = tools.ensure_npm_tarball("typescript", MIN_TYPESCRIPT)?;
    tools.ensure_typescript()?;
    let mut oldest_tsc = tools.command("node");
    oldest_tsc.arg(oldest.join("package/bin/tsc"));
    for mut command in [oldest_tsc, tools.command("tsc")] {
        run_checked(command.args(["--noEmit", "--project"]).arg(folder))?;
    }
    Ok(())
}

/// Checks the manifest of the package.
fn publint(tools: &mut Tools, package: &Path) -> Result<()> {
    tools.ensure_publint()?;
    run_checked(tools.command("publint").args(["run", "--strict"]).arg(package))
}

/// Checks that TypeScript resolves the declarations of each entry in every resolution mode.
fn are_the_types_wrong(tools: &mut Tools, consumer: &Consumer) -> Result<()> {
    tools.ensure_attw()?;
    let mut command = tools.command("attw");
    command.arg(&consumer.archive).args(["--profile", "strict"]);
    // The package has ECMAScript modules only.
    run_checked(command.args(["--ignore-rules", "cjs-resolves-to-esm"]))
}

fn run_checked(command: &mut Command) -> Result<()> {
    process::run_checked(command, Some(LIMIT))
}
