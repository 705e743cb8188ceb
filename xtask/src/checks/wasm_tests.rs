//! The wasm tests, in Node and in each engine.

use std::time::Instant;

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
    /// The root crate's test files; all if empty.
    pub files: &'a [String],
}

/// Installs the engines and the test runner. Reports a failure for each that is missing.
pub fn prepare(
    project: &Project,
    tools: &mut Tools,
    mut engines: Vec<Engine>,
    report: &mut Report,
) -> Prepared {
    let started = Instant::now();
    for (engine, message) in install::ensure(tools, &engines) {
        report.add_failure(engine.name(), started, &Error::msg(message));
        engines.retain(|other| *other != engine);
    }
    let installed = tools
        .ensure_wasm_target()
        .and_then(|()| tools.ensure_wasm_bindgen(&project.wasm_bindgen));
    if let Err(error) = &installed {
        report.add_failure("wasm-bindgen", started, error);
    }
    Prepared {
        engines,
        has_test_runner: installed.is_ok(),
    }
}

/// The result of [`prepare`].
pub struct Prepared {
    /// The available engines.
    pub engines: Vec<Engine>,
    pub has_test_runner: bool,
}

/// Compiles the selected tests. Reports a failure for each group that does not compile.
pub fn compile(tests: &WasmTests, selection: &Selection, report: &mut Report) -> Vec<Binary> {
    let begun = Instant::now();
    let mut binaries = Vec::new();
    let mut all_compiled = true;
    let mut add = |name: &str, arguments: Vec<String>| {
        let started = Instant::now();
        match tests.compile(arguments) {
            Ok(compiled) => binaries.extend(compiled),
            Err(error) => {
                all_compiled = false;
                report.add_failure(name, started, &error);
            }
        }
    };
    if selection.root_crate {
        let mut arguments: Vec<String> = ["--all-features", "--package", &tests.project.name]
            .map(str::to_owned)
            .into();
        if selection.files.is_empty() {
            arguments.push("--tests".into());
        }
        for name in selection.files {
            arguments.extend(["--test".into(), name.clone()]);
        }
        add("wasm tests", arguments);
    }
    if !selection.frameworks.is_empty() {
        let mut arguments = frameworks::browser_arguments(tests.project, selection.frameworks, false);
        arguments.push("--tests".into());
        add("wasm tests of the frameworks", arguments);
        let mut arguments = frameworks::separate_test_arguments(selection.frameworks);
        if !arguments.is_empty() {
            arguments.push("--tests".into());
            add("separate wasm tests of the frameworks", arguments);
        }
    }
    if binaries.is_empty() && all_compiled {
        report.add_failure("wasm tests", begun, &Error::msg("no test matches"));
    }
    binaries
}
