//! Formats results as a Markdown table and as an HTML page with charts.

use std::fmt::Write;

use serde_json::Value;

use super::results::{Benchmark, Quartiles, Results, Scaling};

/// Formats the results as a Markdown table.
pub fn table(results: &Results) -> String {
    let mut text = format!("{}\n\n", results.browser);
    text +=
        "| benchmark | time | compared with | ratio | quartiles | goal | |\n|---|---|---|---|---|---|---|\n";
    for benchmark in &results.benchmarks {
        let times: Vec<_> = benchmark
            .variants
            .iter()
            .map(|variant| format!("{} {}", variant.name, time(variant.quartiles.median)))
            .collect();
        let times = benchmark.skipped.clone().unwrap_or_else(|| times.join(", "));
        if benchmark.ratios.is_empty() {
            text += &format!("| {} | {times} | | | | | |\n", benchmark.name);
        }
        for (at, ratio) in benchmark.ratios.iter().enumerate() {
            let (name, times) = if at == 0 {
                (&*benchmark.name, &*times)
            } else {
                ("", "")
            };
            text += &format!(
                "| {name} | {times} | {} | {:.2} | {:.2} – {:.2} | ≤ {} | {} |\n",
                ratio.against,
                ratio.ratio,
                ratio.quartiles.lower,
                ratio.quartiles.upper,
                ratio.goal,
                if ratio.is_met() { "met" } else { "**missed**" }
            );
        }
    }
    text += "\n| scaling | 1 | 10 | 100 | 1000 |\n|---|---|---|---|---|\n";
    for Scaling { name, counts } in &results.scaling {
        let each: Vec<_> = counts
            .iter()
            .map(|(_, quartiles)| time(quartiles.median))
            .collect();
        text += &format!("| {name} | {} |\n", each.join(" | "));
    }
    text
}

/// Formats the results as a self-contained HTML page.
pub fn html(machine: &Value, all: &[Results]) -> String {
    let mut page = String::from(HEAD);
    let facts = machine.as_object().into_iter().flatten();
    let facts: Vec<_> = facts
        .map(|(name, value)| {
            format!(
                "{name}: {}",
                value.as_str().map_or(value.to_string(), str::to_owned)
            )
        })
        .collect();
    page += &format!("<p>{}</p>\n", escaped(&facts.join(" · ")));
    for results in all {
        page += &format!(
            "<h2>{}</h2>\n<p>{}</p>\n",
            escaped(&results.engine),
            escaped(&results.browser)
        );
        for benchmark in &results.benchmarks {
            page += &bar_chart(benchmark);
        }
        for scaling in &results.scaling {
            page += &line_chart(scaling);
        }
    }
    page + "</main>\n</html>\n"
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>local-media-stream benchmarks</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 46em; padding: 0 1em; color: #222; }
  h3 { margin: 1.6em 0 0.2em; font-size: 1em; }
  p { margin: 0.2em 0; color: #555; }
  svg { width: 100%; height: auto; font-size: 12px; }
  .crate { fill: #1f77b4; } .other { fill: #b8c4cc; } .quartiles { stroke: #222; stroke-width: 1.5; }
  .missed { color: #b00020; } .met { color: #1a7f37; }
</style>
<main>
<h1>local-media-stream benchmarks</h1>
<p>Bars show medians, lines show quartiles. Shorter is better.</p>
";

/// Draws a bar for each variant.
fn bar_chart(benchmark: &Benchmark) -> String {
    let mut text = format!("<h3>{}</h3>\n", escaped(&benchmark.name));
    if let Some(reason) = &benchmark.skipped {
        return text + &format!("<p>{}</p>\n", escaped(reason));
    }
    for ratio in &benchmark.ratios {
        let _ = writeln!(
            text,
            "<p class=\"{}\">{:.2} of {} (goal: {})</p>",
            if ratio.is_met() { "met" } else { "missed" },
            ratio.ratio,
            escaped(&ratio.against),
            ratio.goal
        );
    }
    let longest = benchmark
        .variants
        .iter()
        .map(|variant| variant.quartiles.upper)
        .fold(f64::MIN_POSITIVE, f64::max);
    let _ = writeln!(
        text,
        "<svg viewBox=\"0 0 700 {}\" role=\"img\">",
        benchmark.variants.len() * 24
    );
    for (at, variant) in benchmark.variants.iter().enumerate() {
        let (y, scale) = (at * 24, 440.0 / longest);
        let Quartiles { lower, median, upper } = variant.quartiles;
        let kind = if variant.name == "crate" { "crate" } else { "other" };
        let _ = writeln!(
            text,
            "<text x=\"135\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{kind}\" x=\"145\" y=\"{}\" width=\"{:.1}\" height=\"16\"/>\
             <line class=\"quartiles\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle}\" y2=\"{middle}\"/>\
             <text x=\"595\" y=\"{}\">{}</text>",
            y + 16,
            escaped(&variant.name),
            y + 4,
            median * scale,
            145.0 + lower * scale,
            145.0 + upper * scale,
            y + 16,
            time(median),
            middle = y + 12
        );
    }
    text + "</svg>\n"
}

/// Draws the time per element over the number of elements, on a logarithmic axis.
fn line_chart(scaling: &Scaling) -> String {
    let mut text = format!(
        "<h3>{}</h3>\n<svg viewBox=\"0 0 700 150\" role=\"img\">\n",
        escaped(&scaling.name)
    );
    let medians = scaling.counts.iter().map(|(_, quartiles)| quartiles.median);
    let longest = medians.fold(f64::MIN_POSITIVE, f64::max);
    let mut points = String::new();
    for (at, (count, quartiles)) in scaling.counts.iter().enumerate() {
        let (x, y) = (60 + at * 180, 115.0 - 85.0 * quartiles.median / longest);
        let _ = write!(points, "{x},{y:.1} ");
        let _ = writeln!(
            text,
            "<circle class=\"crate\" cx=\"{x}\" cy=\"{y:.1}\" r=\"4\"/>\
             <text x=\"{x}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text x=\"{x}\" y=\"140\" text-anchor=\"middle\">{count}</text>",
            y - 10.0,
            time(quartiles.median)
        );
    }
    let _ = writeln!(
        text,
        "<polyline points=\"{points}\" fill=\"none\" stroke=\"#1f77b4\"/>"
    );
    text + "</svg>\n"
}

/// Formats microseconds with a suitable unit.
fn time(microseconds: f64) -> String {
    match microseconds {
        _ if microseconds >= 1000.0 => format!("{:.2} ms", microseconds / 1000.0),
        _ if microseconds >= 1.0 => format!("{microseconds:.2} µs"),
        _ => format!("{:.0} ns", microseconds * 1000.0),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
