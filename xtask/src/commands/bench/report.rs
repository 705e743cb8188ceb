//! What was measured, for people: a table, and a page with charts.

use std::fmt::Write;

use serde_json::Value;

use super::measured::{Growth, Measured, Spread, Work};

/// The table, in Markdown, so that it can go into the documentation as it is.
pub fn table(measured: &Measured) -> String {
    let mut text = format!("{}\n\n", measured.browser);
    text += "| work | time | against | ratio | its quartiles | goal | |\n|---|---|---|---|---|---|---|\n";
    for work in &measured.works {
        let times: Vec<_> = work
            .ways
            .iter()
            .map(|way| format!("{} {}", way.name, time(way.spread.median)))
            .collect();
        let times = work.skipped.clone().unwrap_or_else(|| times.join(", "));
        if work.ratios.is_empty() {
            text += &format!("| {} | {times} | | | | | |\n", work.name);
        }
        for (at, ratio) in work.ratios.iter().enumerate() {
            let (name, times) = if at == 0 { (&*work.name, &*times) } else { ("", "") };
            text += &format!(
                "| {name} | {times} | {} | {:.2} | {:.2} – {:.2} | ≤ {} | {} |\n",
                ratio.against,
                ratio.ratio,
                ratio.spread.lower,
                ratio.spread.upper,
                ratio.goal,
                if ratio.is_met() { "met" } else { "**missed**" }
            );
        }
    }
    text += "\n| growth | 1 | 10 | 100 | 1000 |\n|---|---|---|---|---|\n";
    for Growth { name, counts } in &measured.growths {
        let each: Vec<_> = counts.iter().map(|(_, spread)| time(spread.median)).collect();
        text += &format!("| {name} | {} |\n", each.join(" | "));
    }
    text
}

/// A page of its own, which loads nothing.
pub fn html(machine: &Value, all: &[Measured]) -> String {
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
    for measured in all {
        page += &format!(
            "<h2>{}</h2>\n<p>{}</p>\n",
            escaped(&measured.engine),
            escaped(&measured.browser)
        );
        for work in &measured.works {
            page += &bars(work);
        }
        for growth in &measured.growths {
            page += &line(growth);
        }
    }
    page + "</main>\n</html>\n"
}

const HEAD: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<meta name=\"viewport\" content=\"width=device-width\">
<title>local-media-stream, measured</title>
<style>
  body { font: 15px/1.5 system-ui, sans-serif; margin: 2em auto; max-width: 46em; padding: 0 1em; color: #222; }
  h3 { margin: 1.6em 0 0.2em; font-size: 1em; }
  p { margin: 0.2em 0; color: #555; }
  svg { width: 100%; height: auto; font-size: 12px; }
  .crate { fill: #1f77b4; } .other { fill: #b8c4cc; } .spread { stroke: #222; stroke-width: 1.5; }
  .missed { color: #b00020; } .met { color: #1a7f37; }
</style>
<main>
<h1>local-media-stream, measured</h1>
<p>Bars are medians, lines the middle half of the rounds. Shorter is better.</p>
";

/// A bar for each way.
fn bars(work: &Work) -> String {
    let mut text = format!("<h3>{}</h3>\n", escaped(&work.name));
    if let Some(reason) = &work.skipped {
        return text + &format!("<p>{}</p>\n", escaped(reason));
    }
    for ratio in &work.ratios {
        let _ = writeln!(
            text,
            "<p class=\"{}\">{:.2} of {} (goal: {})</p>",
            if ratio.is_met() { "met" } else { "missed" },
            ratio.ratio,
            escaped(&ratio.against),
            ratio.goal
        );
    }
    let longest = work
        .ways
        .iter()
        .map(|way| way.spread.upper)
        .fold(f64::MIN_POSITIVE, f64::max);
    let _ = writeln!(
        text,
        "<svg viewBox=\"0 0 700 {}\" role=\"img\">",
        work.ways.len() * 24
    );
    for (at, way) in work.ways.iter().enumerate() {
        let (y, scale) = (at * 24, 440.0 / longest);
        let Spread { lower, median, upper } = way.spread;
        let kind = if way.name == "crate" { "crate" } else { "other" };
        let _ = writeln!(
            text,
            "<text x=\"135\" y=\"{}\" text-anchor=\"end\">{}</text>\
             <rect class=\"{kind}\" x=\"145\" y=\"{}\" width=\"{:.1}\" height=\"16\"/>\
             <line class=\"spread\" x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{middle}\" y2=\"{middle}\"/>\
             <text x=\"595\" y=\"{}\">{}</text>",
            y + 16,
            escaped(&way.name),
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

/// The time for each against how many there are, which are ten times as many from one to the next.
fn line(growth: &Growth) -> String {
    let mut text = format!(
        "<h3>{}</h3>\n<svg viewBox=\"0 0 700 150\" role=\"img\">\n",
        escaped(&growth.name)
    );
    let medians = growth.counts.iter().map(|(_, spread)| spread.median);
    let longest = medians.fold(f64::MIN_POSITIVE, f64::max);
    let mut points = String::new();
    for (at, (count, spread)) in growth.counts.iter().enumerate() {
        let (x, y) = (60 + at * 180, 115.0 - 85.0 * spread.median / longest);
        let _ = write!(points, "{x},{y:.1} ");
        let _ = writeln!(
            text,
            "<circle class=\"crate\" cx=\"{x}\" cy=\"{y:.1}\" r=\"4\"/>\
             <text x=\"{x}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\
             <text x=\"{x}\" y=\"140\" text-anchor=\"middle\">{count}</text>",
            y - 10.0,
            time(spread.median)
        );
    }
    let _ = writeln!(
        text,
        "<polyline points=\"{points}\" fill=\"none\" stroke=\"#1f77b4\"/>"
    );
    text + "</svg>\n"
}

/// Microseconds, in the unit that fits.
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
