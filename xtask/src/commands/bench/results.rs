//! What was measured, and what it comes to.

use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};

/// The name of the way that is this crate's.
const CRATE: &str = "crate";

pub struct Measured {
    pub engine: String,
    pub browser: String,
    pub works: Vec<Work>,
    pub growths: Vec<Growth>,
}

/// One kind of work, in several ways.
pub struct Work {
    pub name: String,
    pub ways: Vec<Way>,
    pub ratios: Vec<Ratio>,
    pub skipped: Option<String>,
}

/// How long it took in one of them, in microseconds.
pub struct Way {
    pub name: String,
    pub spread: Spread,
}

/// The crate's time over another's, where there is a goal for it.
pub struct Ratio {
    pub against: String,
    pub goal: f64,
    /// Of the medians.
    pub ratio: f64,
    /// Of the ratios of the single rounds.
    pub spread: Spread,
}

/// How the time for one grows with how many there are.
pub struct Growth {
    pub name: String,
    /// How many, and how long each took.
    pub counts: Vec<(u32, Spread)>,
}

/// The quartiles of a number of samples.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    pub lower: f64,
    pub median: f64,
    pub upper: f64,
}

impl Spread {
    pub fn of(samples: &[f64]) -> Option<Self> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = |part: f64| {
            let place = part * (sorted.len().checked_sub(1)? as f64);
            let (below, above) = (
                sorted.get(place.floor() as usize)?,
                sorted.get(place.ceil() as usize)?,
            );
            Some(below + (above - below) * place.fract())
        };
        Some(Spread {
            lower: at(0.25)?,
            median: at(0.5)?,
            upper: at(0.75)?,
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

impl Measured {
    pub fn read(engine: &str, browser: &str, outcome: &Value) -> Result<Self> {
        if let Some(error) = outcome["error"].as_str() {
            bail!("the page could not measure: {error}");
        }
        let list = |name: &str| {
            outcome[name]
                .as_array()
                .with_context(|| format!("the page tells {name}"))
        };
        Ok(Measured {
            engine: engine.to_owned(),
            browser: browser.to_owned(),
            works: list("works")?.iter().map(Work::read).collect::<Result<_>>()?,
            growths: list("growths")?.iter().map(Growth::read).collect::<Result<_>>()?,
        })
    }

    pub fn json(&self) -> Value {
        json!({
            "engine": self.engine,
            "browser": self.browser,
            "microseconds": self.works.iter().map(Work::json).collect::<Vec<_>>(),
            "growth": self.growths.iter().map(Growth::json).collect::<Vec<_>>(),
        })
    }
}

impl Work {
    fn read(work: &Value) -> Result<Self> {
        let name = name_of(work)?;
        if let Some(reason) = work["skipped"].as_str() {
            return Ok(Work {
                name,
                ways: Vec::new(),
                ratios: Vec::new(),
                skipped: Some(reason.to_owned()),
            });
        }
        let samples = samples_of(work)?;
        let of = |way: &str| {
            let found = samples.iter().find(|(name, _)| name == way);
            found.map(|(_, samples)| &samples[..])
        };
        let mut ratios = Vec::new();
        for goal in work["goals"].as_array().into_iter().flatten() {
            let (Some(against), Some(goal)) = (goal[0].as_str(), goal[1].as_f64()) else {
                bail!("{name}: {goal} is no goal");
            };
            let (ours, theirs) = of(CRATE)
                .zip(of(against))
                .with_context(|| format!("{name}: nothing of {against}"))?;
            let rounds: Vec<f64> = ours
                .iter()
                .zip(theirs)
                .map(|(ours, theirs)| ours / theirs)
                .collect();
            let spread = |samples| Spread::of(samples).with_context(|| format!("{name}: nothing measured"));
            ratios.push(Ratio {
                against: against.to_owned(),
                goal,
                ratio: spread(ours)?.median / spread(theirs)?.median,
                spread: spread(&rounds)?,
            });
        }
        let ways = samples.iter().filter_map(|(name, samples)| {
            Some(Way {
                name: name.clone(),
                spread: Spread::of(samples)?,
            })
        });
        Ok(Work {
            name,
            ways: ways.collect(),
            ratios,
            skipped: None,
        })
    }

    fn json(&self) -> Value {
        let ways: Map<String, Value> = self
            .ways
            .iter()
            .map(|way| (way.name.clone(), way.spread.json()))
            .collect();
        let ratios = self.ratios.iter().map(|ratio| {
            json!({ "against": ratio.against, "goal": ratio.goal, "ratio": ratio.ratio, "rounds": ratio.spread.json() })
        });
        json!({ "name": self.name, "ways": ways, "ratios": ratios.collect::<Vec<_>>(), "skipped": self.skipped })
    }
}

impl Growth {
    fn read(growth: &Value) -> Result<Self> {
        let counts = samples_of(growth)?.into_iter().map(|(count, samples)| {
            let spread = Spread::of(&samples).context("nothing measured")?;
            Ok((count.parse()?, spread))
        });
        Ok(Growth {
            name: name_of(growth)?,
            counts: counts.collect::<Result<_>>()?,
        })
    }

    fn json(&self) -> Value {
        let counts: Map<String, Value> = self
            .counts
            .iter()
            .map(|(count, spread)| (count.to_string(), spread.json()))
            .collect();
        json!({ "name": self.name, "each": counts })
    }
}

fn name_of(entry: &Value) -> Result<String> {
    Ok(entry["name"].as_str().context("it has a name")?.to_owned())
}

fn samples_of(entry: &Value) -> Result<Vec<(String, Vec<f64>)>> {
    let samples = entry["samples"].as_object().context("it has samples")?;
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
        assert_eq!(Spread::of(&[]), None);
        let one = Spread::of(&[3.0]).unwrap();
        assert_eq!((one.lower, one.median, one.upper), (3.0, 3.0, 3.0));
        let four = Spread::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!((four.lower, four.median, four.upper), (1.75, 2.5, 3.25));
    }

    #[test]
    fn ratios_are_of_medians() {
        let work = json!({
            "name": "work",
            "goals": [["js", 1.5], ["web-sys", 0.9]],
            "samples": { "js": [2.0, 2.0, 100.0], "web-sys": [4.0, 4.0, 4.0], "crate": [3.0, 3.0, 4.0] },
        });
        let work = Work::read(&work).unwrap();
        let ratios: Vec<_> = work
            .ratios
            .iter()
            .map(|ratio| (&*ratio.against, ratio.ratio, ratio.is_met()))
            .collect();
        assert_eq!(ratios, [("js", 1.5, true), ("web-sys", 0.75, true)]);
        assert_eq!(work.ratios[0].spread.median, 1.5);
    }

    #[test]
    fn what_the_page_could_not_do_is_an_error() {
        assert!(Measured::read("engine", "browser", &json!({ "error": "no" })).is_err());
        let against_nothing =
            json!({ "name": "work", "goals": [["js", 1.0]], "samples": { "crate": [1.0] } });
        assert!(Work::read(&against_nothing).is_err());
    }
}
