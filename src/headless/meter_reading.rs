//! `MeterReading`: the content of a level meter.

use std::borrow::Cow;

use super::LevelSnapshot;

/// The content of a level meter: a number for its bar, and texts.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct MeterReading {
    /// The RMS in whole dBFS, from [`MIN`](Self::MIN) to [`MAX`](Self::MAX).
    pub value: i32,
    /// The value for screen readers, such as “−23 dBFS”.
    pub text: Cow<'static, str>,
    /// A sentence for the user while there is nothing to show, such as a click that the browser waits for.
    pub hint: Option<Cow<'static, str>>,
}

impl MeterReading {
    /// The lowest value, in dBFS. Speech in a quiet room is about 30 above it.
    pub const MIN: i32 = -60;

    /// The highest value, in dBFS: full scale.
    pub const MAX: i32 = 0;

    /// The value above which sound is about to clip, in dBFS.
    pub const HIGH: i32 = -6;

    pub(super) fn new(snapshot: &LevelSnapshot) -> Self {
        let rms = snapshot.level.as_ref().map(|level| level.rms_dbfs());
        // `as` rounds −∞, and NaN, to a number.
        let value = rms.map_or(Self::MIN, |rms| (rms.round() as i32).clamp(Self::MIN, Self::MAX));
        let text = match rms {
            None => Cow::Borrowed("No sound"),
            Some(_) if value == Self::MIN => "Silence".into(),
            Some(_) if value == 0 => "0 dBFS".into(),
            // Screen readers pronounce the minus sign, not the hyphen.
            Some(_) => format!("−{} dBFS", -value).into(),
        };
        let state = &snapshot.state;
        let hint = if state.is_suspended {
            Some("Click on the page or press a key. The browser runs no sound before that.".into())
        } else if let Some(error) = &state.error {
            Some(error.user_message())
        } else if snapshot.is_silent {
            Some("The microphone is silent. It may be switched off.".into())
        } else {
            None
        };
        MeterReading { value, text, hint }
    }
}

#[cfg(test)]
#[cfg(not(target_family = "wasm"))]
mod tests {
    use super::*;
    use crate::audio::{ChannelLevel, Level};
    use crate::error::{MediaError, MediaErrorKind};

    fn reading(rms: f32) -> (i32, String) {
        let channel = ChannelLevel {
            rms,
            ..ChannelLevel::default()
        };
        let snapshot = LevelSnapshot {
            level: Some(Level {
                channels: vec![channel],
                ..Level::default()
            }),
            ..LevelSnapshot::default()
        };
        let reading = MeterReading::new(&snapshot);
        assert_eq!(reading.hint, None);
        (reading.value, reading.text.into_owned())
    }

    #[test]
    fn level_is_in_the_range_of_the_meter() {
        assert_eq!(reading(0.0), (-60, "Silence".to_owned()));
        assert_eq!(reading(0.000_1), (-60, "Silence".to_owned()));
        assert_eq!(reading(0.1), (-20, "−20 dBFS".to_owned()));
        assert_eq!(reading(1.0), (0, "0 dBFS".to_owned()));
        assert_eq!(reading(2.0), (0, "0 dBFS".to_owned()));
        let idle = MeterReading::new(&LevelSnapshot::default());
        assert_eq!((idle.value, &*idle.text), (-60, "No sound"));
    }

    #[test]
    fn first_reason_for_no_level_is_the_hint() {
        let mut snapshot = LevelSnapshot {
            is_silent: true,
            ..LevelSnapshot::default()
        };
        let hint = |snapshot: &LevelSnapshot| MeterReading::new(snapshot).hint.unwrap_or_default();
        assert!(hint(&snapshot).contains("switched off"));
        let error = MediaError::new(MediaErrorKind::Timeout, "text");
        snapshot.state.error = Some(error.clone());
        assert_eq!(hint(&snapshot), error.user_message());
        snapshot.state.is_suspended = true;
        assert!(hint(&snapshot).starts_with("Click"));
    }
}
