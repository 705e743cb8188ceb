//! The results of the benchmarks, parsed from the page's report.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// The name of this crate's variant.
const CRATE: &str = "crate";

/// The results in one engine.
pub struct Results {
    pub engine: String,
    pub browser: String,
    pub benchmarks: Vec<Benchmark>,
    pub scaling: Vec<Scaling>,
}

/// The same work in several variants.
pub struct Benchmark {
    pub name: String,
    pub variants: Vec<Variant>,
    pub ratios: Vec<Ratio>,
    /// The reason if the benchmark was skipped.
    pub skipped: Option<String>,
}

/// The time of one variant in microseconds.
pub struct Variant {
    pub name: String,
    pub quartiles: Quartiles,
}

/// The ratio of the crate's time to that of another variant, with its goal.
pub struct Ratio {
    /// The other variant.
    pub against: String,
    pub goal: f64,
    /// The ratio of the medians.
    pub ratio: f64,
    /// The quartiles of each round's ratio.
    pub quartiles: Quartiles,
}

/// The time per element as a function of the number of elements.
pub struct Scaling {
    pub name: String,
    /// The numbers of elements with the time per element in microseconds.
    pub counts: Vec<(u32, Quartiles)>,
}

/// The quartiles of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quartiles {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Quartiles {
    pub fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let quantile = |part: f64| {
            let position = part * (sorted.len().checked_sub(1)? as f64);
            let (below, above) = (
                sorted.get(position.floor() as usize)?,
                sorted.get(position.ceil() as usize)?,
            );
            Some(below + (above - below) * position.fract())
        };
        Some(Quartiles {
            lower: quantile(0.25)?,
            median: quantile(0.5)?,
            upper: quantile(0.75)?,
        })
    }

    fn json(self) -> Value {
        json!({ "lowerQuartile": self.lower, "median": self.median, "upperQuartile": self.upper })
    }
}

impl Ratio {
    pub fn is_met(&self) -> bool {
        self.ratio <= self.goal
    }
}

impl Results {
    /// Parses `window.outcome` of the page.
    pub fn parse(engine: &str, browser: &str, outcome: &Value) -> Result<Self> {
        if let Some(error) = outcome["error"].as_str() {
            bail!("the benchmark page failed: {error}");
        }
        let list = |name: &str| {
            outcome[name]
                .as_array()
                .with_context(|| format!("the page reports no {name}"))
        };
        Ok(Results {
            engine: engine.to_owned(),
            browser: browser.to_owned(),
            benchmarks: list("benchmarks")?
                .iter()
                .map(Benchmark::parse)
                .collect::<Result<_>>()?,
            scaling: list("scaling")?
                .iter()
                .map(Scaling::parse)
                .collect::<Result<_>>()?,
        })
    }

    pub fn json(&self) -> Value {
        json!({
            "engine": self.engine,
            "browser": self.browser,
            "microseconds": self.benchmarks.iter().map(Benchmark::json).collect::<Vec<_>>(),
            "scaling": self.scaling.iter().map(Scaling::json).collect::<Vec<_>>(),
        })
    }
}

impl Benchmark {
    fn parse(benchmark: &Value) -> Result<Self> {
        let name = name_of(benchmark)?;
        if let Some(reason) = benchmark["skipped"].as_str() {
            return Ok(Benchmark {
                name,
                variants: Vec::new(),
                ratios: Vec::new(),
                skipped: Some(reason.to_owned()),
            });
        }
        let samples = samples_of(benchmark)?;
        let samples_of_variant = |variant: &str| {
            let found = samples.iter().find(|(name, _)| name == variant);
            found.map(|(_, samples)| &samples[..])
        };
        let mut ratios = Vec::new();
        for goal in benchmark["goals"].as_array().into_iter().flatten() {
            let (Some(against), Some(goal)) = (goal[0].as_str(), goal[1].as_f64()) else {
                bail!("{name}: invalid goal {goal}");
            };
            let (ours, theirs) = samples_of_variant(CRATE)
                .zip(samples_of_variant(against))
                .with_context(|| format!("{name}: no samples of {against}"))?;
            let rounds: Vec<f64> = ours
                .iter()
                .zip(theirs)
                .map(|(ours, theirs)| ours / theirs)
                .collect();
            let quartiles = |samples| Quartiles::of(samples).with_context(|| format!("{name}: no samples"));
            ratios.push(Ratio {
                against: against.to_owned(),
                goal,
                ratio: quartiles(ours)?.median / quartiles(theirs)?.median,
                quartiles: quartiles(&rounds)?,
            });
        }
        let variants = samples.iter().filter_map(|(name, samples)| {
            Some(Variant {
                name: name.clone(),
                quartiles: Quartiles::of(samples)?,
            })
        });
        Ok(Benchmark {
            name,
            variants: variants.collect(),
            ratios,
            skipped: None,
        })
    }

    fn json(&self) -> Value {
        let variants: Map<String, Value> = self
            .variants
            .iter()
            .map(|variant| (variant.name.clone(), variant.quartiles.json()))
            .collect();
        let ratios = self.ratios.iter().map(|ratio| {
            json!({ "against": ratio.against, "goal": ratio.goal, "ratio": ratio.ratio, "rounds": ratio.quartiles.json() })
        });
        json!({ "name": self.name, "variants": variants, "ratios": ratios.collect::<Vec<_>>(), "skipped": self.skipped })
    }
}

impl Scaling {
    fn parse(scaling: &Value) -> Result<Self> {
        let counts = samples_of(scaling)?.into_iter().map(|(count, samples)| {
            let quartiles = Quartiles::of(&samples).context("no samples")?;
            Ok((count.parse()?, quartiles))
        });
        Ok(Scaling {
            name: name_of(scaling)?,
            counts: counts.collect::<Result<_>>()?,
        })
    }

    fn json(&self) -> Value {
        let counts: Map<String, Value> = self
            .counts
            .iter()
            .map(|(count, quartiles)| (count.to_string(), quartiles.json()))
            .collect();
        json!({ "name": self.name, "counts": counts })
    }
}

fn name_of(entry: &Value) -> Result<String> {
    Ok(entry["name"].as_str().context("an entry has no name")?.to_owned())
}

fn samples_of(entry: &Value) -> Result<Vec<(String, Vec<f64>)>> {
    let samples = entry["samples"].as_object().context("an entry has no samples")?;
    Ok(samples
        .iter()
        .map(|(name, samples)| {
            let samples = samples.as_array().into_iter().flatten();
            (name.clone(), samples.filter_map(Value::as_f64).collect())
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles() {
        assert_eq!(Quartiles::of(&[]), None);
        let one = Quartiles::of(&[3.0]).unwrap();
        assert_eq!((one.lower, one.median, one.upper), (3.0, 3.0, 3.0));
        let four = Quartiles::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((four.lower, four.median, four.upper), (1.75, 2.5, 3.25));
    }

    #[test]
    fn ratios_compare_medians() {
        let json = json!({
            "name": "work",
            "goals": [["js", 1.5], ["web-sys", 0.9]],
            "samples": { "js": [2.0, 2.0, 100.0], "web-sys": [4.0, 4.0, 4.0], "crate": [3.0, 3.0, 4.0] },
        });
        let benchmark = Benchmark::parse(&json).unwrap();
        let ratios: Vec<_> = benchmark
            .ratios
            .iter()
            .map(|ratio| (&*ratio.against, ratio.ratio, ratio.is_met()))
            .collect();
        assert_eq!(ratios, [("js", 1.5, true), ("web-sys", 0.75, true)]);
        assert_eq!(benchmark.ratios[0].quartiles.median, 1.5);
    }

    #[test]
    fn failed_benchmarks_are_errors() {
        assert!(Results::parse("engine", "browser", &json!({ "error": "no" })).is_err());
        let without_reference =
            json!({ "name": "work", "goals": [["js", 1.0]], "samples": { "crate": [1.0] } });
        assert!(Benchmark::parse(&without_reference).is_err());
    }
}
