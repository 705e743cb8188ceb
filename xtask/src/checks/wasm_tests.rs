//! The wasm tests, in Node and in each engine.

use anyhow::Error;

use crate::browser::engine::Engine;
use crate::browser::install;
use crate::harness::report::Report;
use crate::harness::wasm_tests::{Binary, WasmTests};
use crate::support::frameworks::{self, Framework};
use crate::support::project::Project;
use crate::support::tools::Tools;

/// The test binaries to compile.
pub struct Selection<'a> {
    pub frameworks: &'a [Framework],
    /// Whether the root crate's tests are selected.
    pub root_crate: bool,
    /// The root crate's test files; all, and the tests of the npm crate, if empty.
    pub files: &'a [String],
}

/// Installs the engines and the test runner. Reports a failure for each that is missing.
///
/// Returns the available engines, and whether the test runner is available.
pub fn prepare(
    project: &Project,
    tools: &mut Tools,
    mut engines: Vec<Engine>,
    report: &mut Report,
) -> (Vec<Engine>, bool) {
    for (engine, message) in install::ensure(tools, &engines) {
        report.fail(engine.name(), &Error::msg(message));
        engines.retain(|other| *other != engine);
    }
    let installed = tools
        .ensure_wasm_target()
        .and_then(|()| tools.ensure_wasm_bindgen(&project.wasm_bindgen));
    if let Err(error) = &installed {
        report.fail("wasm-bindgen", error);
    }
    (engines, installed.is_ok())
}

/// Compiles the selected tests. Reports a failure for each group that does not compile.
pub fn compile(tests: &WasmTests, selection: &Selection, report: &mut Report) -> Vec<Binary> {
    let (project, frameworks) = (tests.project, selection.frameworks);
    let mut groups = Vec::new();
    if selection.root_crate {
        let files = match selection.files {
            [] => "--tests --package local-media-stream-npm".to_owned(),
            files => files.iter().map(|file| format!("--test {file} ")).collect(),
        };
        groups.push((
            "wasm tests",
            format!("--all-features --package {} {files}", project.name),
        ));
    }
    if !frameworks.is_empty() {
        let crates = frameworks::browser_arguments(project, frameworks);
        groups.push(("wasm tests of the frameworks", format!("{crates} --tests")));
    }
    let separate = frameworks::separate_test_arguments(frameworks);
    if !separate.is_empty() {
        groups.push((
            "separate wasm tests of the frameworks",
            format!("{separate} --tests"),
        ));
    }
    let compiled: Vec<_> = groups
        .iter()
        .map(|(name, arguments)| match tests.compile(arguments) {
            Ok(binaries) => Some(binaries),
            Err(error) => {
                report.fail(name, &error);
                None
            }
        })
        .collect();
    let all_compiled = compiled.iter().all(Option::is_some);
    let binaries: Vec<_> = compiled.into_iter().flatten().flatten().collect();
    if binaries.is_empty() && all_compiled {
        report.fail("wasm tests", &Error::msg("no test matches"));
    }
    binaries
}
